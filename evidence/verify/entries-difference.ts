import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { digestOf, hexOf, rootOf, sha256Hex } from './bytes.ts';
import type { EntriesJob } from './entries-job.ts';

/**
 * In which entries a file differs from its leaf. The list of hashes tells, where it has the sealed root itself. `line`: the first that
 * differs, from 1.
 */
export function differenceOf(
  job: EntriesJob,
  own: readonly string[],
): { readonly text: string; readonly line?: number } {
  const { hour } = job;
  const sealed = sealedDigests(job);
  if (!sealed) return { text: `the entries have another root than was sealed for ${hour}: one or more were changed` };
  let [same, tail] = [0, 0];
  while (same < own.length && same < sealed.length && own[same] === sealed[same]) same += 1;
  const longest = Math.min(own.length, sealed.length) - same;
  while (tail < longest && own.at(-1 - tail) === sealed.at(-1 - tail)) tail += 1;
  const [to, sealedTo] = [own.length - tail, sealed.length - tail];
  const line = same + 1;
  if (sealedTo === same) return { text: `${linesOf(line, to)} not among those sealed for ${hour}`, line };
  const stood = `${sealedTo - same} of those sealed for ${hour}, from entry ${line} on`;
  if (to === same) return { text: `entries are missing here: ${stood}`, line };
  return { text: `${linesOf(line, to)} in the place of ${stood}`, line };
}

const linesOf = (from: number, to: number): string => (from === to ? `line ${from} is` : `lines ${from} to ${to} are`);

/** The hashes of the sealed entries in order; null where the pack has none, or others than were sealed. */
function sealedDigests({ folder, hashesFile, root }: EntriesJob): string[] | null {
  if (hashesFile === undefined) return null;
  const digests = fs.readFileSync(`${folder}/${hashesFile}`, 'latin1').split('\n').slice(0, -1).map(digestOf);
  return rootOf(digests) === root ? digests : null;
}

/** Whether the list of hashes is that of these entries, and the hash of its file; null where the pack has no list. */
export function checkHashes({ folder, hashesFile }: EntriesJob, own: readonly string[]) {
  if (hashesFile === undefined) return null;
  const bytes = fs.readFileSync(`${folder}/${hashesFile}`);
  const isOwn = bytes.length === own.length * 65 && bytes.equals(hashLines(own));
  return { sha256: sha256Hex(bytes), isOwn };
}

function hashLines(digests: readonly string[]): Buffer {
  const lines = Buffer.allocUnsafeSlow(digests.length * 65);
  for (const [at, digest] of digests.entries()) lines.write(`${hexOf(digest)}\n`, at * 65, 'latin1');
  return lines;
}
