import * as z from 'zod';
import { invalid } from '../errors.ts';

/** A time as ISO-8601 in UTC with milliseconds, so that two compare as texts. */
type Instant = string;

const dayOrTime = z.union([
  z.iso.date(),
  z.iso.datetime({ offset: true }),
  z.iso.datetime({ offset: true, precision: -1 }),
]);

/**
 * The instant that a query parameter names: a UTC day begins at its midnight. Null: it is not given.
 * @throws AppError 400 for what is neither a day nor a time of ISO 8601
 */
export function instantIn(query: URLSearchParams, field: string): Instant | null {
  const text = query.get(field);
  if (text === null) return null;
  if (dayOrTime.safeParse(text).success) return new Date(text).toISOString();
  throw invalid([{ field, message: 'must be a day such as 2026-11-24, or a time such as 2026-11-24T12:00:00Z' }]);
}

/** A span of instants that may be open; `to` is exclusive. */
export type OpenSpan = { readonly from?: Instant; readonly to?: Instant };

/** `from` and `to` of a query, in this order. @throws AppError 400 */
export function openSpanIn(query: URLSearchParams): OpenSpan {
  const from = instantIn(query, 'from');
  const to = instantIn(query, 'to');
  if (from !== null && to !== null && from > to) throw invalid([{ field: 'to', message: 'must not be before from' }]);
  return { ...(from !== null && { from }), ...(to !== null && { to }) };
}
