import * as z from 'zod';
import { invalid } from '../../shared/errors.ts';
import { line, wholeNumber } from '../../shared/http/fields.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';

const dayMs = 86_400_000;
/** Longer is a contract, and no favour. */
const maxDays = 3 * 366;
const dayError = 'must be a day from today on, within three years, such as 2027-01-31';

/** The last day of something, UTC. Its end lies at the midnight after it. */
export const lastDay = z
  .string({ error: dayError })
  .refine((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)), { error: dayError })
  .transform((day) => ({
    /** @throws AppError 400 for a day that is over, or too far off */
    endsAt(now: Date): string {
      const ends = Date.parse(day) + dayMs;
      if (ends <= now.getTime() || ends > now.getTime() + maxDays * dayMs)
        throw invalid([{ field: 'until', message: dayError }]);
      return new Date(ends).toISOString();
    },
  }));

/** The caller's own key of an act, under which it is done once. */
export const actKey = line(100).describe('A key of your own, such as a UUID. Under one key the act is done once.');

/** The most that one act refunds, in minor units. */
const maxRefundMinor = 100_000_000;

/** A refund of an invoice, in whole or in part. */
export const RefundBody = z.strictObject({
  invoice: line(100).describe('Stripe’s id of the invoice.'),
  amountMinor: wholeNumber(1, maxRefundMinor).optional().describe('Absent: all that is left of it.'),
  order: actKey,
  ends: z
    .boolean({ error: 'must be true or false' })
    .describe('Whether the subscription ends by it, as the preview says.'),
});

/** The refund that a preview is asked for; null: the last invoice, or all that is left of it. @throws AppError 400 */
export function previewAsked(request: ApiRequest): {
  readonly invoice: string | null;
  readonly amountMinor: number | null;
} {
  knownParameters(request, ['invoice', 'amountMinor']);
  const invoice = request.query.get('invoice');
  const text = request.query.get('amountMinor');
  const amountMinor = text === null ? null : /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (amountMinor !== null && (amountMinor < 1 || amountMinor > maxRefundMinor))
    throw invalid([{ field: 'amountMinor', message: `must be a whole number from 1 to ${maxRefundMinor}` }]);
  return { invoice, amountMinor };
}
