import * as z from 'zod';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { invalid } from '../../shared/errors.ts';
import type { ExportView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';

const parts = ['usage', 'trail', 'invoices'] as const;
type Part = (typeof parts)[number];
type Rows = Pick<ExportView, Part>;

/** Where a page begins: in which kind of rows, and after which one of them. */
export type ExportPosition = { readonly part: Part; readonly cursor?: string };

const Cursor = z.strictObject({ part: z.enum(parts), cursor: z.string().optional() });

/** The position of the first page. */
export const firstPosition: ExportPosition = { part: 'usage' };

/** A position as the text of a cursor. */
export const textOf = (position: ExportPosition): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position that a cursor stands for. @throws AppError 400 for one that no export gave */
export function positionIn(text: string): ExportPosition {
  const result = Cursor.safeParse(parsed(text));
  if (result.success) return result.data;
  throw invalid([
    { field: 'cursor', message: 'is not a cursor of this export: leave it out to start from the first page' },
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}

/** Rows of all kinds that a page may have, and of those the ones that one question to Stripe may ask for. */
const maxRows = 1_000;
/** Days and periods of usage read at once; each may have a few rows. */
const maxDays = 50;
const maxInvoices = 100;

/** About 1,000 rows from a position on; a day of usage is not split. `next` is where the following page begins, absent on the last page. */
export async function rowsFrom(deps: BillingDeps, account: Account, from: ExportPosition) {
  const rows: Rows = { usage: [], trail: [], invoices: [] };
  let next: ExportPosition | undefined = from;
  for (let room = maxRows; next && room > 0; ) {
    const before = countOf(rows);
    const cursor: string | undefined = await readInto(rows, deps, { ...next, account, room });
    room -= countOf(rows) - before;
    next = cursor === undefined ? partAfter(next.part) : { part: next.part, cursor };
  }
  return { rows, next };
}

const countOf = ({ usage, trail, invoices }: Rows) => usage.length + trail.length + invoices.length;

function partAfter(part: Part): ExportPosition | undefined {
  const following = parts[parts.indexOf(part) + 1];
  return following && { part: following };
}

type Reading = ExportPosition & { readonly account: Account; readonly room: number };

/** Reads one page of one kind into `rows` and answers its cursor. */
async function readInto(rows: Rows, deps: BillingDeps, { part, account, room: limit, cursor }: Reading) {
  switch (part) {
    case 'usage': {
      const page = await deps.usage.list(account.id, { limit: Math.min(limit, maxDays), cursor });
      rows.usage.push(...page.rows);
      return page.cursor;
    }
    case 'trail': {
      const page = await deps.trail.list(account.id, { limit, cursor });
      rows.trail.push(...page.entries.map(({ accountId, ...entry }) => ({ ...entry, detail: { ...entry.detail } })));
      return page.cursor;
    }
    case 'invoices': {
      if (account.stripeCustomerId === null) return undefined;
      const asked = { limit: Math.min(limit, maxInvoices), ...(cursor === undefined ? {} : { cursor }) };
      const page = await deps.stripe.listInvoices(account.stripeCustomerId, asked);
      rows.invoices.push(...page.invoices);
      return page.cursor;
    }
  }
}
