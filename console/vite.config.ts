// How the console is built: one page, its routes loaded as they are asked for. In development, requests for the API go to a
// server that runs beside it.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = process.env.LAUREL_URL ?? 'http://localhost:4000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', outDir: 'dist', reportCompressedSize: false, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/v1': SERVER, '/auth': SERVER, '/tray': SERVER, '/docs': SERVER, '/openapi.json': SERVER } },
});
