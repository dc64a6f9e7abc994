import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../accounts/canonical-json.ts';
import { EntryCounter, type LeafSummary, type StatedPlace, type StatedTotal } from './hour-summary.ts';

/** So many places stand in a statement itself. A longer list is an object, and the statement has its length and hash. */
export const maxStatedPlaces = 500;

/** Places in a statement: all of them, or the number and SHA-256 (hex) of the list (`placesText`). */
type StatedPlaces =
  | { readonly places: readonly StatedPlace[] }
  | { readonly placesCount: number; readonly placesSha256: string };

/**
 * All that the seals of one UTC day hold of an organization, in numbers. It is a fact itself. `leaves`: the first and last leaf by number, and the hash of the last.
 * Times are ISO-8601 UTC, `day` is `YYYY-MM-DD`, `salt` as of every fact.
 */
export type Statement = StatedPlaces & {
  readonly id: string;
  readonly organization: string;
  readonly day: string;
  readonly at: string;
  readonly salt: string;
  readonly leaves: { readonly from: number; readonly to: number; readonly last: string };
  readonly entries: number;
  readonly totals: readonly StatedTotal[];
};

/** A statement with the places of its list, where that is too long to stand in it. */
export type MadeStatement = { readonly statement: Statement; readonly longPlaces: readonly StatedPlace[] | null };

/** The id of a day's statement, unique in an organization. */
export const statementId = (day: string): string => `st_${day}`;

/** The canonical bytes of a statement. They are signed, and are the line of its fact. */
export const statementText = (statement: Statement): string =>
  canonicalJson({ v: 1, kind: 'statement', ...statement } as unknown as JsonValue);

/** The canonical lines of places, by instance and segment: what `placesSha256` is over. */
export const placesText = (places: readonly StatedPlace[]): string =>
  places.map((place) => `${canonicalJson(place)}\n`).join('');

/**
 * The statement of an organization from its leaves of a day, in any order. Null where they hold statements alone: another statement of them would ask
 * for one each day for ever.
 */
export function statementOf(
  leaves: readonly LeafSummary[],
  { day, at, salt }: Pick<Statement, 'day' | 'at' | 'salt'>,
): MadeStatement | null {
  const inOrder = leaves.toSorted((a, b) => a.seq - b.seq);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  const counter = new EntryCounter();
  for (const leaf of inOrder) counter.addSums(leaf);
  const { entries, statements, totals, places } = counter.sums();
  if (!first || !last || entries === statements) return null;
  const { organization } = first;
  const isLong = places.length > maxStatedPlaces;
  const statedPlaces = isLong
    ? { placesCount: places.length, placesSha256: hash('sha256', placesText(places), 'hex') }
    : { places };
  const statement = {
    ...{ id: statementId(day), organization, day, at, salt },
    leaves: { from: first.seq, to: last.seq, last: last.leaf },
    ...{ entries, totals, ...statedPlaces },
  };
  return { statement, longPlaces: isLong ? places : null };
}
