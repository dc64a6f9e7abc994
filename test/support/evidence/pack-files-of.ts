import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The files of a pack in memory. */
export type PackBytes = ReadonlyMap<string, Buffer>;

/** The lines of a file, and a file of lines; each ends in a line feed. */
export const linesIn = (bytes: Buffer | undefined): string[] => (bytes?.toString() ?? '').split('\n').slice(0, -1);
export const fromLines = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** Writes a pack into a folder. */
export async function writeFiles(folder: string, files: PackBytes): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
}

/** A folder that holds a pack, and is changed from one pack to the next by the files that differ. */
export class PackFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'pack-'));
  #held: PackBytes = new Map();

  async hold(files: PackBytes): Promise<void> {
    for (const name of this.#held.keys()) if (!files.has(name)) await rm(path.join(this.path, name));
    for (const [name, bytes] of files) {
      if (this.#held.get(name) === bytes) continue;
      await mkdir(path.dirname(path.join(this.path, name)), { recursive: true });
      await writeFile(path.join(this.path, name), bytes);
    }
    this.#held = files;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
