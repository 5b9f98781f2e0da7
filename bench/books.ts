// Verifies the books of a database that was measured. A difference fails the bench: figures of wrong books say nothing.
import { verifyBooks } from '../server/src/jobs/verify.ts';
import { createPool } from '../server/src/storage/connection.ts';
import type { Database } from './databases.ts';

export type Books = { readonly facts: number; readonly seconds: number };

export async function verify(database: Database): Promise<Books> {
  const startMs = performance.now();
  const pool = createPool({ url: database.url, max: 2, applicationName: 'laurel bench verify', role: 'laurel_app' });
  try {
    const { differenceCount, differences, counts } = await verifyBooks(pool);
    if (differenceCount > 0) {
      const shown = differences.slice(0, 5).map((difference) => JSON.stringify(difference));
      throw new Error(`The books of ${database.name} differ in ${differenceCount} places:\n${shown.join('\n')}`);
    }
    return { facts: counts.facts, seconds: (performance.now() - startMs) / 1000 };
  } finally {
    await pool.end();
  }
}
