import { type ByteReader, BytesUnreadable, type ByteWriter } from './bytes.ts';
import type { SegmentEntry } from './segment.ts';
import { readAccountPeriod, readKeyName, shortKey, writeAccountPeriod, writeKey } from './segment-words.ts';

/** The owner of a row beside its day and dataset: a key of an account, in a period. */
export type Name = Pick<SegmentEntry, 'accountId' | 'periodStart' | 'keyId'>;

/** The names of a log's rows. A row has its name's place in `list`, which the segments from `since` on have filled. */
export type Names = { readonly since: number; readonly list: readonly Name[] };

/** After so many segments or names a log begins its names anew. A reader of one segment reads at most this many before it. */
const maxSegments = 128;
const maxNames = 4_000;

/** The names that segment `number` continues from: those left by the segment before it, or none if they are old or many. */
export function namesFor(number: number, before: Names | null): Names {
  const goesOn = before && number - before.since < maxSegments && before.list.length < maxNames;
  return goesOn ? before : { since: number, list: [] };
}

/** The names with the new ones of `rows` appended, and the place of each. */
export function withNamesOf(rows: readonly Name[], { since, list }: Names) {
  const places = new Map(list.map((name, place) => [idOf(name), place]));
  const all = [...list];
  for (const row of rows) {
    const id = idOf(row);
    if (places.has(id)) continue;
    places.set(id, all.length);
    all.push(nameOf(row));
  }
  return { names: { since, list: all }, placeOf: (name: Name): number => places.get(idOf(name)) ?? Number.NaN };
}

/** The lengths keep apart names whose joined texts would be equal. */
const idOf = ({ accountId, periodStart, keyId }: Name): string =>
  `${keyId.length} ${accountId.length} ${keyId}${accountId}${periodStart}`;
const nameOf = ({ accountId, periodStart, keyId }: Name): Name => ({ accountId, periodStart, keyId });

/** Bits of the number that a name begins with. */
const marks = { sameAccount: 1, longKey: 2 };

/** Writes the names after the first `known`: some 30 bytes if the account differs from the one before, else 10. */
export function writeNewNames(out: ByteWriter, { list }: Names, { known, at }: { known: number; at: number }): void {
  out.number(known).number(list.length - known);
  for (let place = known; place < list.length; place++) {
    const [name, before] = [list[place], place === known ? undefined : list[place - 1]];
    if (!name) continue;
    const isSame = name.accountId === before?.accountId && name.periodStart === before.periodStart;
    out.number((isSame ? marks.sameAccount : 0) + (shortKey.test(name.keyId) ? 0 : marks.longKey));
    if (!isSame) writeAccountPeriod(out, name, at);
    writeKey(out, name.keyId);
  }
}

/**
 * The names as a segment leaves them, from those that it continues from.
 * @throws BytesUnreadable
 */
export function readNewNames(from: ByteReader, { since, list }: Names, at: number): Names {
  const known = from.number();
  if (known !== list.length) throw new BytesUnreadable(`It goes on from ${known} names, not from ${list.length}`);
  const found: Name[] = [...list];
  let owner: Omit<Name, 'keyId'> | undefined;
  for (let left = from.number(); left > 0; left--) {
    const mark = from.number();
    owner = mark & marks.sameAccount ? owner : readAccountPeriod(from, at);
    if (!owner) throw new BytesUnreadable('A name has no account');
    found.push({ ...owner, keyId: readKeyName(from, (mark & marks.longKey) === 0) });
  }
  return { since, list: found };
}
