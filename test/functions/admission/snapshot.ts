import { hash } from 'node:crypto';
import type { Segment } from '../../../shared/domain/usage/segment.ts';
import { decodeSegment, segmentHash } from '../../../shared/domain/usage/segment-codec.ts';
import { prefixes } from '../../../shared/storage/prefixes.ts';
import type { Item } from '../../../shared/storage/table/table.ts';
import { type Counter, toCounter } from '../../../shared/storage/usage/counters.ts';

/** The chain of an instance as it stands. */
export type ChainSeen = { readonly at: string; readonly segments: readonly Segment[]; readonly headHash: string };

/** All that lies in the table. */
export type Snapshot = {
  readonly text: string;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly chains: ReadonlyMap<string, ChainSeen>;
};

type Decoded = ReturnType<typeof decodeSegment>;
const decoded = new Map<string, Decoded>();
/** The bytes hold the hash of those before them, so equal ones go on from equal names. */
const decodedOf = (body: Uint8Array, before: Decoded['names'] | null): Decoded => {
  const name = hash('sha1', body, 'base64url');
  const found = decoded.get(name) ?? decodeSegment(body, before);
  decoded.set(name, found);
  return found;
};

export function snapshotOf(items: readonly Item[]): Snapshot {
  const counters = new Map<string, Counter>();
  const chains = new Map<
    string,
    { at: string; segments: Segment[]; headHash: string; names: Decoded['names'] | null }
  >();
  const chainOf = (id: string) => {
    const chain = chains.get(id) ?? { at: '', segments: [], headHash: '', names: null };
    chains.set(id, chain);
    return chain;
  };
  const texts = items.map((item) => {
    if (item.pk.startsWith(prefixes.counter)) counters.set(item.sk, counterOf(item));
    else if (item.pk === `${prefixes.environment}@`) chainOf(item.sk).at = String(item.at);
    else if (item.body instanceof Uint8Array) {
      const chain = chainOf(item.pk.slice(prefixes.environment.length));
      const { segment, names } = decodedOf(item.body, chain.names);
      chain.segments.push(segment);
      chain.names = names;
      chain.headHash = segmentHash(item.body);
      return `${item.pk} ${item.sk} ${chain.headHash}`;
    }
    return JSON.stringify(item);
  });
  return { text: texts.join('\n'), counters, chains };
}

function counterOf(item: Item): Counter {
  const counter = toCounter(item);
  if (!counter) throw new Error('It is no counter');
  return counter;
}

/** Units of a counter that are or were in the hands of instances. */
export const takenOf = (counter: Counter | undefined): number =>
  counter ? counter.retired + Object.values(counter.entries).reduce((sum, units) => sum + units, 0) : 0;
