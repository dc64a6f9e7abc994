import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { hourPartObject, type IndexedLeaf } from '../domain/evidence/hour-index.ts';
import type { EvidenceObjects } from './evidence-objects.ts';

/** The entries of a leaf are not in the bucket, or are not readable. */
export class LeafLost extends Error {
  constructor({ organization, seq, seal }: IndexedLeaf['leaf'], cause?: unknown) {
    super(`The entries of leaf ${seq} of ${organization}, in seal ${seal}, are not to be read`, { cause });
    this.name = 'LeafLost';
  }
}

/**
 * The lines of a leaf as they are stored: its entries. A JSON array of the ids of its records follows an entry where they are known. They are read
 * one by one, since a leaf may have a million. @throws LeafLost, EvidenceUnavailable
 */
export async function* storedLines(objects: Pick<EvidenceObjects, 'get'>, of: IndexedLeaf): AsyncGenerator<string> {
  const { leaf, part, offset, length } = of;
  const bytes = await objects.get(hourPartObject(leaf.seal, part), { offset, length });
  if (bytes?.length !== length) throw new LeafLost(leaf);
  const unzipping = createGunzip();
  Readable.from([bytes]).pipe(unzipping);
  try {
    yield* linesOf(unzipping);
  } catch (error) {
    throw new LeafLost(leaf, error);
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of bytes) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new Error('They end within a line');
}
