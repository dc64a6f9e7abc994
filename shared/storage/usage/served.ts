import type { Served } from '../../domain/usage/served.ts';
import { dayServedPrefix, servedKey, servedPartition, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';

/** Served records with their segment. They count once it is rolled up, and never if a fence has taken its place. */
export type ServedIn = Served & { readonly instanceId: string; readonly number: number };

/** `at`: when the segment's bytes were fixed, ISO-8601. */
type Place = { readonly instanceId: string; readonly number: number; readonly at: string };

/** Hashes of one item, which may have 400 KB. */
const maxHashes = 37_500;
const maxAtOnce = 25;
const dayMs = 86_400_000;
/** An instance reports within two days, or never. */
const retentionDays = 7;

/**
 * Puts the records behind a segment's rows, before the segment itself. Its bytes are fixed, so an item that exists is the same.
 * @throws StorageUnavailable; then the segment is not put either
 */
export async function putServed(table: Table, place: Place, served: readonly Served[]): Promise<void> {
  const items = served.flatMap(partsOf).map((part, index) => itemOf(place, index, part));
  for (let from = 0; from < items.length; from += maxAtOnce)
    await Promise.all(
      items
        .slice(from, from + maxAtOnce)
        .map((item) => table.put(item, { 'it was not put before': { attribute: 'pk', is: 'absent' } })),
    );
}

/** The records served to an account on one UTC day in one period, by all instances, rolled up or not. */
export async function readServed(
  table: Table,
  day: Pick<Served, 'accountId' | 'day' | 'periodStart'>,
): Promise<readonly ServedIn[]> {
  const items = await readAll(table, { pk: servedPartition(day.accountId), skPrefix: dayServedPrefix(day) });
  return items.map(({ datasetId, environmentId: instanceId, number, weight, records, hashes }) => ({
    ...day,
    datasetId: String(datasetId),
    instanceId: String(instanceId),
    number: Number(number),
    weight: Number(weight),
    records: Number(records),
    hashes: numbersIn(hashes),
  }));
}

/** The first part has the repeats, so that no part has fewer records than hashes. */
function partsOf(served: Served): Served[] {
  const { hashes, records } = served;
  const parts: Served[] = [];
  for (let from = 0; from < hashes.length; from += maxHashes) {
    const part = hashes.subarray(from, from + maxHashes);
    const repeats = from === 0 ? records - hashes.length : 0;
    parts.push({ ...served, hashes: part, records: part.length + repeats });
  }
  return parts;
}

function itemOf({ instanceId, number, at }: Place, index: number, served: Served): Item {
  const { datasetId, weight, records, hashes } = served;
  return {
    ...servedKey(served, { instanceId, number, index }),
    datasetId,
    environmentId: instanceId,
    number,
    weight,
    records,
    hashes: new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength),
    ttl: ttlOf(new Date(Date.parse(at) + retentionDays * dayMs).toISOString()),
  };
}

/** Copied, since the bytes may begin anywhere in their memory. */
function numbersIn(bytes: Item[string] | undefined): BigUint64Array {
  return bytes instanceof Uint8Array ? new BigUint64Array(Uint8Array.from(bytes).buffer) : new BigUint64Array();
}
