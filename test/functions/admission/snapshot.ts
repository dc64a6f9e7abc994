import { hash } from 'node:crypto';
import type { Segment } from '../../../shared/domain/usage/segment.ts';
import { decodeSegment, segmentHash } from '../../../shared/domain/usage/segment-codec.ts';
import { prefixes } from '../../../shared/storage/prefixes.ts';
import type { Item } from '../../../shared/storage/table/table.ts';
import { type Counter, toCounter } from '../../../shared/storage/usage/counters.ts';

/** The present usage log of an instance. */
export type SeenUsageLog = { readonly at: string; readonly segments: readonly Segment[]; readonly headHash: string };

/** The whole content of the table. */
export type Snapshot = {
  readonly text: string;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly usageLogs: ReadonlyMap<string, SeenUsageLog>;
};

type Decoded = ReturnType<typeof decodeSegment>;
const decoded = new Map<string, Decoded>();
/** A segment has the hash of the one before, so equal bytes continue from equal names. */
const decodedOf = (body: Uint8Array, before: Decoded['names'] | null): Decoded => {
  const name = hash('sha1', body, 'base64url');
  const found = decoded.get(name) ?? decodeSegment(body, before);
  decoded.set(name, found);
  return found;
};

export function snapshotOf(items: readonly Item[]): Snapshot {
  const counters = new Map<string, Counter>();
  const usageLogs = new Map<
    string,
    { at: string; segments: Segment[]; headHash: string; names: Decoded['names'] | null }
  >();
  const usageLogOf = (id: string) => {
    const usageLog = usageLogs.get(id) ?? { at: '', segments: [], headHash: '', names: null };
    usageLogs.set(id, usageLog);
    return usageLog;
  };
  const texts = items.map((item) => {
    if (item.pk.startsWith(prefixes.counter)) counters.set(item.sk, counterOf(item));
    else if (item.pk === `${prefixes.environment}@`) usageLogOf(item.sk).at = String(item.at);
    else if (item.body instanceof Uint8Array) {
      const usageLog = usageLogOf(item.pk.slice(prefixes.environment.length));
      const { segment, names } = decodedOf(item.body, usageLog.names);
      usageLog.segments.push(segment);
      usageLog.names = names;
      usageLog.headHash = segmentHash(item.body);
      return `${item.pk} ${item.sk} ${usageLog.headHash}`;
    }
    return JSON.stringify(item);
  });
  return { text: texts.join('\n'), counters, usageLogs };
}

function counterOf(item: Item): Counter {
  const counter = toCounter(item);
  if (!counter) throw new Error('It is no counter');
  return counter;
}

/** Units of a counter that instances hold or held. */
export const takenOf = (counter: Counter | undefined): number =>
  counter ? counter.retired + Object.values(counter.entries).reduce((sum, units) => sum + units, 0) : 0;
