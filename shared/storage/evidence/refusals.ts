import { type RefusalReport, type RefusalRow, refusalRowsOf, refusalsKeptDays } from '../../domain/evidence/refusal.ts';
import { invalid } from '../../errors.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { refusalPartition } from './evidence-item-keys.ts';

/** A span of times, ISO-8601 UTC; `to` is exclusive. */
export type RefusalSpan = { readonly from: string; readonly to: string };

/** The refusals that a list is of: a span, and of one key or app alone where these are named. */
export type RefusalQuery = RefusalSpan & {
  readonly keyId?: string | undefined;
  readonly app?: string | undefined;
  readonly dataset?: string | undefined;
  readonly reason?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A row, and the place by which it is found again. */
export type PlacedRefusal = RefusalRow & { readonly place: string };

/** A page of refusals. Without `cursor` it is the last. */
export type RefusalPage = { readonly rows: readonly PlacedRefusal[]; readonly cursor?: string };

/** The refused calls of organizations, kept for 30 days. Every method may throw StorageUnavailable. */
export interface Refusals {
  put(report: RefusalReport): Promise<void>;
  /** The reports that begin within a span, in order. */
  between(accountId: string, span: RefusalSpan): Promise<readonly RefusalReport[]>;
  /** The latest reports that begin within a span, as many as two reads give; `since`: all from this time on are among them. */
  latest(
    accountId: string,
    span: RefusalSpan,
  ): Promise<{ readonly reports: readonly RefusalReport[]; readonly since: string }>;
  /** The rows of these reports, the latest first. A page of one key or app may have fewer rows than its limit. @throws AppError 400 */
  page(accountId: string, query: RefusalQuery): Promise<RefusalPage>;
  /** The row of a place; null: there is none, or not any more. */
  at(accountId: string, place: string): Promise<PlacedRefusal | null>;
}

/** Refused calls over the table, an item a report. `newId` tells reports of one moment apart. */
export const refusalsOver = (table: Table, newId: () => string): Refusals => ({
  async put({ accountId, ...report }) {
    const ttl = Math.floor(Date.parse(report.to) / 1_000) + refusalsKeptDays * 86_400;
    const body = report as unknown as Readonly<Record<string, ItemValue>>;
    await table.put({ pk: refusalPartition(accountId), sk: `${report.from}#${newId()}`, ...body, ttl });
  },
  async between(accountId, { from, to }) {
    const items = await readAll(table, { pk: refusalPartition(accountId), from, to });
    return items.map((item) => reportIn(accountId, item));
  },
  latest: (accountId, span) => readLatest(table, accountId, span),
  page: (accountId, query) => readPage(table, accountId, query),
  async at(accountId, place) {
    const position = parsed(place);
    if (!position) return null;
    const { item } = await table.get({ pk: refusalPartition(accountId), sk: position.sk });
    const row = item && refusalRowsOf(reportIn(accountId, item))[position.row];
    return row ? { ...row, place } : null;
  },
});

const latestReads = 2;

async function readLatest(table: Table, accountId: string, { from, to }: RefusalSpan) {
  const reports: RefusalReport[] = [];
  let cursor: string | undefined;
  for (let reads = 0; reads < latestReads; reads++) {
    const page = await table.query({ pk: refusalPartition(accountId), from, to, descending: true, cursor });
    reports.push(...page.items.map((item) => reportIn(accountId, item)));
    cursor = page.cursor;
    if (cursor === undefined) return { reports, since: from };
  }
  return { reports, since: reports.at(-1)?.from ?? from };
}

/** One page reads as many reports at the most: some 30 KB each where an organization has many keys. */
const maxReports = 100;

async function readPage(table: Table, accountId: string, query: RefusalQuery): Promise<RefusalPage> {
  const { from, to, limit } = query;
  const start = query.cursor === undefined ? null : positionIn(query.cursor, query);
  const bounds = { from, to: start ? afterKey(start.sk) : to };
  const { items, cursor } = await table.query({
    ...{ pk: refusalPartition(accountId), ...bounds, descending: true, limit: maxReports },
  });
  const rows: PlacedRefusal[] = [];
  for (const item of items) {
    const all = refusalRowsOf(reportIn(accountId, item));
    for (let at = item.sk === start?.sk ? start.row : 0; at < all.length; at++) {
      if (rows.length === limit) return { rows, cursor: cursorAt({ sk: item.sk, row: at }) };
      const row = all[at];
      if (row && isWanted(row, query)) rows.push({ ...row, place: cursorAt({ sk: item.sk, row: at }) });
    }
  }
  const last = items.at(-1);
  if (cursor === undefined || !last) return { rows };
  return { rows, cursor: cursorAt({ sk: last.sk, row: Number.MAX_SAFE_INTEGER }) };
}

const isWanted = (row: RefusalRow, { keyId, app, dataset, reason }: RefusalQuery): boolean =>
  (!keyId || row.keyId === keyId) &&
  (!app || row.app === app) &&
  (!dataset || row.dataset === dataset) &&
  (!reason || row.reason === reason);

/** A row of a report: the next page begins there. */
type Position = { readonly sk: string; readonly row: number };

const cursorAt = ({ sk, row }: Position): string => Buffer.from(JSON.stringify([sk, row])).toString('base64url');

/** @throws AppError 400 for a cursor that no page of this span gave */
function positionIn(cursor: string, span: RefusalSpan): Position {
  const position = parsed(cursor);
  if (position && position.sk >= span.from && position.sk < span.to) return position;
  throw invalid([
    { field: 'cursor', message: 'is not a cursor of this list: leave it out to start from the first page' },
  ]);
}

function parsed(cursor: string): Position | null {
  try {
    const [sk, row] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isKey = typeof sk === 'string' && sk.length < maxKeyLength && sk.isWellFormed();
    return isKey && Number.isSafeInteger(row) && Number(row) >= 0 ? { sk, row: Number(row) } : null;
  } catch {
    return null;
  }
}

/** A time and an id. */
const maxKeyLength = 100;

/** The first key after this one: bounds exclude their end. */
const afterKey = (sk: string): string => `${sk}!`;

const reportIn = (accountId: string, { from, to, counts, told }: Item): RefusalReport =>
  ({ accountId, from, to, counts, told }) as unknown as RefusalReport;
