import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { recordsHash } from '../../shared/domain/evidence/entry.ts';
import { hourPartObject, type IndexedLeaf } from '../../shared/domain/evidence/hour-index.ts';
import { hexOf, leafHash, treeRoot } from '../../shared/domain/evidence/merkle.ts';
import type { LedgerReads } from './ledger-reads.ts';
import type { LedgerUsage, SealedCall } from './ledger-usage.ts';

const unzip = promisify(gunzip);

/** Compares the entries under a leaf with its root, and the ids of their records with their hashes. Calls are added to `usage`. */
export async function faultsOfEntries(
  { evidenceObjects }: Pick<LedgerReads, 'evidenceObjects'>,
  { leaf, part, offset, length }: IndexedLeaf,
  usage: Pick<LedgerUsage, 'add'>,
): Promise<string[]> {
  const named = `leaf ${leaf.seq} of ${leaf.organization}`;
  const bytes = await evidenceObjects.get(hourPartObject(leaf.seal, part), { offset, length });
  const text = bytes && (await unzip(bytes).catch(() => null))?.toString('utf8');
  if (!text) return [`the entries under ${named} are not in the bucket`];
  const lines = text.trimEnd().split('\n');
  const entries = lines.filter((line) => !line.startsWith('['));
  const root = hexOf(treeRoot(entries.map((line) => leafHash(line))));
  if (root !== leaf.root || entries.length !== leaf.entries)
    return [`the entries under ${named} in the bucket have another root`];
  const faults: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.startsWith('[')) continue;
    const call = JSON.parse(line) as SealedCall;
    if (call.organization !== leaf.organization) faults.push(`an entry under ${named} is of another organization`);
    if (call.instance !== undefined) usage.add(call);
    const ids = lines[i + 1]?.startsWith('[') ? (JSON.parse(lines[i + 1] ?? '') as string[]) : null;
    if (ids && recordsHash(ids) !== call.records?.sha256)
      faults.push(`the ids of a read under ${named} have another hash`);
  }
  return faults;
}
