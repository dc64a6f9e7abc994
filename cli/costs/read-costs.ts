import * as z from 'zod';
import type { MonthCost } from '../../shared/domain/console/costs.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The answer of Cost Explorer. Source: AWS Billing and Cost Management API Reference, "GetCostAndUsage", response syntax. */
const Answer = z.looseObject({
  ResultsByTime: z
    .array(
      z.looseObject({
        TimePeriod: z.looseObject({ Start: day, End: day }),
        Total: z.looseObject({
          UnblendedCost: z.looseObject({
            Amount: z.string().regex(/^-?\d{1,12}(\.\d{1,30})?$/),
            Unit: z.string().regex(/^[A-Z]{3}$/),
          }),
        }),
        Estimated: z.boolean(),
      }),
    )
    .length(1),
});

const wanted =
  'Give the answer of "aws ce get-cost-and-usage" for one month with --metrics UnblendedCost on standard input';

/** The cost in an answer of Cost Explorer, rounded to the cent. @throws Error in one sentence for anything else */
export function readCosts(text: string, now: Date): MonthCost {
  const parsed = Answer.safeParse(jsonIn(text));
  const [result] = parsed.data?.ResultsByTime ?? [];
  if (!result) throw new Error(`${wanted}.`);
  const { Amount, Unit } = result.Total.UnblendedCost;
  if (Unit !== 'USD') throw new Error(`${wanted}; its currency must be USD, not ${Unit}.`);
  return {
    ...{ amountMinor: Math.round(Number(Amount) * 100), currency: 'usd' },
    ...{ from: result.TimePeriod.Start, until: result.TimePeriod.End },
    ...{ estimated: result.Estimated, notedAt: now.toISOString() },
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${wanted}.`);
  }
}
