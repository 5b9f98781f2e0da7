// Reads a programme's folder from the disk and writes one back. It looks at file names only; what the files say is checked
// by whoever publishes them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isFilePath, type ProgrammeFiles } from '../domain/programme/read.ts';

/** Every .yaml file below the folder by its path with forward slashes; other files (a README) are left alone. */
export async function readProgrammeFolder(folder: string): Promise<ProgrammeFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

/** Writes the files below a folder, which is made if need be; files that are there and not in the programme stay. */
export async function writeProgrammeFolder(folder: string, files: ProgrammeFiles): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    if (!isFilePath(name)) throw new Error(`This is no path of a programme file: ${name}`);
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
