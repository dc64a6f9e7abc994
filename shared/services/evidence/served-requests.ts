/** The served requests of an organization, as its ledger has them once their hour is sealed. */
import type { LedgerCall, Place } from '../../domain/evidence/entry.ts';
import type { EvidenceObjects } from '../../evidence-store/evidence-objects.ts';
import { storedLines } from '../../evidence-store/leaf-entries.ts';
import type { Leaves, StoredLeaf } from '../../storage/evidence/leaves.ts';

/** The leaves of the ledger, and their entries. */
export type ServedDeps = {
  readonly leaves: Pick<Leaves, 'latest' | 'find'>;
  readonly evidenceObjects: Pick<EvidenceObjects, 'get'>;
};

/** Where an entry lies: the organization's leaf by its number, and the entry in it, from 0. */
export type ServedPlace = { readonly seq: number; readonly entry: number };

/** An entry of a served request, and where it lies. */
export type LoggedCall = { readonly place: ServedPlace; readonly seal: number; readonly call: LedgerCall & Place };

/** Served requests that are wanted. `from` is inclusive, `to` exclusive, each ISO-8601 UTC with milliseconds. `before`: those that stand before this one. */
export type ServedQuery = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly key?: string | undefined;
  readonly app?: string | undefined;
  readonly dataset?: string | undefined;
  readonly limit: number;
  readonly before: ServedPlace | null;
};

/** A page, latest first. `through`: the end of the last hour with entries that is sealed; null: there is none. */
export type ServedPage = {
  readonly rows: readonly LoggedCall[];
  readonly through: string | null;
  readonly next?: ServedPlace;
};

const hourMs = 3_600_000;
const leavesAtOnce = 200;
/** Each is read whole, and may have very many entries. */
const leavesRead = 3;

/**
 * One page: a query of leaves, and the entries of three of them at most. So a page may have fewer rows than its limit. A request stands in the
 * hour in which it was sealed, latest first.
 */
export async function servedPage(deps: ServedDeps, organization: string, query: ServedQuery): Promise<ServedPage> {
  const { before, limit } = query;
  const leaves = await deps.leaves.latest(organization, { limit: leavesAtOnce, upTo: before?.seq ?? null });
  const through = before ? null : endOf(leaves[0]);
  const begun = leaves.filter(({ leaf }) => query.to === undefined || leaf.hour < query.to);
  const wanted = begun.filter((leaf) => query.from === undefined || String(endOf(leaf)) > query.from);
  const rows: LoggedCall[] = [];
  for (const [at, stored] of wanted.entries()) {
    const { seq } = stored.leaf;
    if (at === leavesRead) return { rows, through, next: { seq, entry: everyEntry } };
    const end = before?.seq === seq ? before.entry : everyEntry;
    const found = await lastEntries(deps, stored, query, { end, count: limit + 1 - rows.length });
    rows.push(...found);
    if (rows.length > limit) return { rows: rows.slice(0, limit), through, next: placeOf(rows[limit - 1]) };
  }
  const last = leaves.at(-1);
  const isMore = leaves.length === leavesAtOnce && wanted.length === begun.length && last !== undefined;
  return isMore ? { rows, through, next: { seq: last.leaf.seq - 1, entry: everyEntry } } : { rows, through };
}

/** Beyond every entry of a leaf. */
const everyEntry = Number.MAX_SAFE_INTEGER;
const placeOf = (row: LoggedCall | undefined): ServedPlace => row?.place ?? { seq: 0, entry: 0 };

const endOf = (stored: StoredLeaf | undefined): string | null =>
  stored ? new Date(Date.parse(stored.leaf.hour) + hourMs).toISOString() : null;

type Part = { readonly end: number; readonly count: number };

/** The last `count` wanted entries of a leaf before `end`, latest first. */
async function lastEntries(deps: ServedDeps, stored: StoredLeaf, query: ServedQuery, { end, count }: Part) {
  const found: LoggedCall[] = [];
  for await (const served of entriesOf(deps, stored)) {
    if (served.place.entry >= end) break;
    if (!isWanted(served.call, query)) continue;
    found.push(served);
    if (found.length > count) found.shift();
  }
  return found.toReversed();
}

/** One served request; null where none lies there. */
export async function servedAt(
  deps: ServedDeps,
  organization: string,
  { seq, entry }: ServedPlace,
): Promise<LoggedCall | null> {
  const stored = await deps.leaves.find(organization, seq);
  if (!stored) return null;
  for await (const served of entriesOf(deps, stored)) if (served.place.entry === entry) return served;
  return null;
}

/** Calls among the entries of a leaf. Facts are among them too, and a JSON array of ids may follow each. */
async function* entriesOf({ evidenceObjects }: ServedDeps, stored: StoredLeaf): AsyncGenerator<LoggedCall> {
  let entry = -1;
  for await (const line of storedLines(evidenceObjects, stored)) {
    if (!line.startsWith('{')) continue;
    entry += 1;
    const call = JSON.parse(line) as LedgerCall & Place;
    if (call.kind !== 'read' && call.kind !== 'allowed') continue;
    yield { place: { seq: stored.leaf.seq, entry }, seal: stored.leaf.seal, call };
  }
}

const isWanted = ({ at, key, app, dataset }: LedgerCall, query: ServedQuery): boolean =>
  (query.from === undefined || Date.parse(at) >= Date.parse(query.from)) &&
  (query.to === undefined || Date.parse(at) < Date.parse(query.to)) &&
  (query.key === undefined || key === query.key) &&
  (query.app === undefined || app === query.app) &&
  (query.dataset === undefined || dataset === query.dataset);
