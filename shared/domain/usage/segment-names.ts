import { type ByteReader, BytesUnreadable, type ByteWriter } from './bytes.ts';
import type { SegmentEntry } from './segment.ts';
import { readAccountPeriod, readKeyName, shortKey, writeAccountPeriod, writeKey } from './segment-words.ts';

/** What rows are told apart by beside day and dataset: a key of an account, in a period. */
export type Name = Pick<SegmentEntry, 'accountId' | 'periodStart' | 'keyId'>;

/** The names of a chain's rows: a row says its name's place in `list`, which the segments from `since` on have filled. */
export type Names = { readonly since: number; readonly list: readonly Name[] };

/** After so many segments or names a chain begins its names anew: whoever reads one segment reads at most so many before it. */
const maxSegments = 128;
const maxNames = 4_000;

/** What segment `number` goes on from: the names as the segment before it left them, or none where these are old or many. */
export function namesFor(number: number, before: Names | null): Names {
  const goesOn = before && number - before.since < maxSegments && before.list.length < maxNames;
  return goesOn ? before : { since: number, list: [] };
}

/** The names with those that are new in `rows`, in the order of these; and the place of each. */
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

/** The lengths keep apart what would be one text otherwise. */
const idOf = ({ accountId, periodStart, keyId }: Name): string =>
  `${keyId.length} ${accountId.length} ${keyId}${accountId}${periodStart}`;
const nameOf = ({ accountId, periodStart, keyId }: Name): Name => ({ accountId, periodStart, keyId });

/** What a name begins with, as a sum. */
const marks = { sameAccount: 1, longKey: 2 };

/** The names after the first `known`. One of another account than the one before is some 30 bytes, else 10. */
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

/** The names as a segment leaves them, from those that it goes on from. Throws BytesUnreadable. */
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
