/** The disk of one process, which outlives it: Lambda keeps `/tmp` for the next process of an environment, also after a crash. */
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Bytes that may still be written where `directory` lies. */
export async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** A directory without what a process before this one left in it. Only for a directory that this process alone writes to. */
export function emptied(directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}

/** Deletes what a process before this one had not copied whole. Before this process copies anything. */
export async function dropParts(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await dropAll(directory, (name) => name.endsWith('.part'));
}

/** Deletes versions of a dataset but those at `kept`: a process that ended did not say which it had. */
export const dropOtherVersions = (directory: string, datasetId: string, kept: ReadonlySet<string>): Promise<void> =>
  dropAll(directory, (name) => isVersionOf(datasetId, name) && !kept.has(path.resolve(directory, name)));

/** Deletes files of datasets that this process has not met, where `bytes` more would not fit. They are copied again when they are asked for. */
export async function makeRoom(
  { directory, bytes, freeBytes }: { directory: string; bytes: number; freeBytes: typeof freeBytesOf },
  kept: ReadonlySet<string>,
): Promise<void> {
  if ((await freeBytes(directory)) >= bytes) return;
  await dropAll(directory, (name) => !name.endsWith('.part') && !kept.has(path.resolve(directory, name)));
}

/** `films-2` is a dataset of its own: what follows an id is a version of 16 hexadecimal digits. */
const isVersionOf = (datasetId: string, name: string): boolean =>
  name.startsWith(`${datasetId}-`) && /^[0-9a-f]{16}\.[a-z]+$/.test(name.slice(datasetId.length + 1));

async function dropAll(directory: string, isDropped: (name: string) => boolean): Promise<void> {
  const names = (await readdir(directory)).filter(isDropped);
  await Promise.all(names.map((name) => rm(path.join(directory, name), { force: true })));
}
