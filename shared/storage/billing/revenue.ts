import type { FailingPart } from '../../domain/billing/recurring.ts';
import type { Sums } from '../../domain/billing/revenue-change.ts';
import { listPartition } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { revenueNow, revenuePartition } from './revenue-keys.ts';

/** The rollups of a currency from a day on, days to come included, and its standing now. */
export type Rollups = { readonly currency: string; readonly now: Sums; readonly days: ReadonlyMap<string, Sums> };

/** The payments of one organization that fail. */
export type FailingOrganization = { readonly accountId: string; readonly payments: readonly FailingPart[] };

/** A page of organizations whose payments fail. Without `cursor` it is the last. */
export type FailingPage = { readonly organizations: readonly FailingOrganization[]; readonly cursor?: string };

type Page = { readonly limit: number; readonly cursor?: string };

/** Rollups of revenue and lists of organizations by money. They are written with the billing state (`revenue-writes.ts`). */
export interface Revenue {
  /** `from`: a UTC day. One query. */
  since(currency: string, from: string): Promise<Rollups>;
  /** Those that have failed longest first. An organization may have an entry more for its automatic top-up. */
  failing(page: Page): Promise<FailingPage>;
  /** Ids of organizations that pay in a currency, those that pay most a month first. */
  byMonthly(
    page: Page & { readonly currency: string },
  ): Promise<{ readonly ids: readonly string[]; readonly cursor?: string }>;
}

/** Rollups over the table. */
export const revenueOver = (table: Table): Revenue => ({
  async since(currency, from) {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.query({ pk: revenuePartition(currency), from, ...(cursor && { cursor }) });
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    const now = items.find(({ sk }) => sk === revenueNow);
    const days = items.filter(({ sk }) => sk !== revenueNow).map((item) => [item.sk, sumsIn(item)] as const);
    return { currency, now: now ? sumsIn(now) : {}, days: new Map(days) };
  },
  async failing({ limit, cursor }) {
    const page = await table.query({ index: 'lists', pk: listPartition('FAILING'), limit, ...(cursor && { cursor }) });
    const organizations = page.items.map(({ accountId, payments }) => ({
      accountId: String(accountId),
      payments: payments as unknown as readonly FailingPart[],
    }));
    return { organizations, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
  },
  async byMonthly({ currency, limit, cursor }) {
    const order = { skPrefix: `${currency}#`, descending: true, limit, ...(cursor && { cursor }) };
    const page = await table.query({ index: 'lists', pk: listPartition('MONTHLY'), ...order });
    const ids = page.items.map(({ accountId }) => String(accountId));
    return { ids, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
  },
});

const sumsIn = (item: Item): Sums =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
