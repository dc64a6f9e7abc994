import * as z from 'zod';
import { invalid } from '../../shared/errors.ts';
import { line, wholeNumber } from '../../shared/http/fields.ts';

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

/** A refund of an invoice, in whole or in part. */
export const RefundBody = z.strictObject({
  invoice: line(100).describe('Stripe’s id of the invoice.'),
  amountMinor: wholeNumber(1, 100_000_000).optional().describe('Absent: all that is left of it.'),
  order: actKey,
  ends: z
    .boolean({ error: 'must be true or false' })
    .describe('Whether the subscription ends by it, as the preview says.'),
});
