import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type EvidenceObjects, manifestObject } from '../../evidence-store/evidence-objects.ts';
import { storedLines } from '../../evidence-store/leaf-entries.ts';
import type { StoredLeaf } from '../../storage/evidence/leaves.ts';
import type { SealedEntry } from './pack-source.ts';

type Objects = Pick<EvidenceObjects, 'get'>;
type Read = { readonly kind: string; readonly records?: { readonly sha256?: string } };

const unzip = promisify(gunzip);

/** The entries of a leaf in order, each with the ids of its records: beside it, or for an export in its manifest. */
export async function* storedEntries(objects: Objects, stored: StoredLeaf): AsyncGenerator<SealedEntry> {
  let waiting: string | null = null;
  for await (const line of storedLines(objects, stored)) {
    const isEntry = line.startsWith('{');
    if (waiting !== null) yield isEntry ? await withIds(objects, waiting) : { line: waiting, ids: idsIn(line) };
    waiting = isEntry ? line : null;
  }
  if (waiting !== null) yield await withIds(objects, waiting);
}

const idsIn = (line: string): readonly string[] => JSON.parse(line) as string[];

/** An entry without ids beside it. Most of them are about no records, which their text tells without being parsed. */
async function withIds(objects: Objects, line: string): Promise<SealedEntry> {
  if (!line.includes('"sha256"')) return { line };
  const { kind, records } = JSON.parse(line) as Read;
  const manifest = kind === 'read' && records?.sha256 ? await objects.get(manifestObject(records.sha256)) : null;
  if (!manifest) return { line };
  const ids = (await unzip(manifest)).toString('utf8').split('\n').slice(0, -1);
  return { line, ids };
}
