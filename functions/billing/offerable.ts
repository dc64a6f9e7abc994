import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { badgeOf, planOf, type Sold, soldBy } from '../../shared/domain/catalog/look-up.ts';
import { offeredKeyOf } from '../../shared/domain/catalog/offered-price.ts';
import { overageBeside } from '../../shared/domain/catalog/overage-price.ts';
import { largestChargeMinor, smallestChargeMinor, stepMinorOf } from '../../shared/domain/money.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { line, oneOf, wholeNumber } from '../../shared/http/fields.ts';
import { actKey, lastDay } from './act-fields.ts';

/** A private price for one organization. */
export const OfferBody = z.strictObject({
  plan: line(100).optional().describe('The plan’s id; or name a badge.'),
  badge: line(100).optional().describe('The badge’s id; or name a plan.'),
  amountMinor: wholeNumber(1, 100_000_000).describe('In minor units, a period.'),
  currency: z.string().regex(/^[a-z]{3}$/, { error: 'must be a currency as three small letters, such as usd' }),
  interval: oneOf(['month', 'year']),
  until: lastDay.nullable().describe('The last day on which it can be bought, UTC. Null: without an end.'),
  order: actKey,
});

type Offered = Pick<z.infer<typeof OfferBody>, 'plan' | 'badge' | 'amountMinor' | 'currency' | 'interval' | 'order'>;

/**
 * The plan or badge at the price that is to be offered. The key follows from the organization and the order, so that a repeated call finds its price.
 * @throws AppError 400 for something that the catalogue has not, or an amount that Stripe does not charge; 409 where Stripe could not bill it
 */
export function offerable(catalog: Catalog, accountId: string, body: Offered): Sold {
  const { amountMinor, currency, interval, order } = body;
  const { kind, of } = thingNamed(catalog, body);
  refuseOddAmount(body);
  const id = createHash('sha256').update(`${accountId} ${order}`).digest('base64url').slice(0, 12);
  const sold = soldBy(catalog, offeredKeyOf({ kind, of, interval, currency, amountMinor, id }));
  if (!sold) throw new Error(`The catalogue has no ${kind} ${of}`);
  refuseUnsold(catalog, sold);
  return sold;
}

/** @throws AppError 400 where it names both, none, or one that the catalogue has not */
function thingNamed(catalog: Catalog, { plan, badge }: Offered): { readonly kind: Sold['kind']; readonly of: string } {
  if ((plan === undefined) === (badge === undefined))
    throw invalid([{ field: 'plan', message: 'must be given, or badge, and not both' }]);
  const kind = plan === undefined ? 'badge' : 'plan';
  const known = plan === undefined ? badgeOf(catalog, badge ?? '') : planOf(catalog, plan);
  if (!known) throw invalid([{ field: kind, message: 'must be one of the catalogue' }]);
  return { kind, of: known.id };
}

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts @throws AppError 400 */
function refuseOddAmount({ amountMinor, currency }: Offered): void {
  const [min, max, step] = [smallestChargeMinor(currency), largestChargeMinor(currency), stepMinorOf(currency)];
  if (amountMinor >= min && amountMinor <= max && amountMinor % step === 0) return;
  const message = `must be from ${min} to ${max} in steps of ${step}, as Stripe charges in ${currency}`;
  throw invalid([{ field: 'amountMinor', message }]);
}

/** A plan is billed for its extra usage beside its price, in the same interval and currency. @throws AppError 409 */
function refuseUnsold(catalog: Catalog, sold: Sold): void {
  const { currency, interval } = sold.price;
  if (sold.kind === 'plan' && (sold.plan.availability === 'free' || sold.plan.credit))
    throw new AppError('conflict', 'This plan is not sold by the month or the year.');
  if (!currenciesOf(catalog).includes(currency))
    throw new AppError('conflict', `Nothing is sold in ${currency.toUpperCase()} here.`);
  if (sold.kind === 'badge' || !sold.plan.overage) return;
  const overage = overageBeside(sold);
  if (overage && [overage.currency, ...Object.keys(overage.currencies)].includes(currency)) return;
  throw new AppError(
    'conflict',
    interval === 'year'
      ? `Extra usage of this plan is not sold by the year in ${currency.toUpperCase()}.`
      : `Extra usage of this plan is not sold by the month in ${currency.toUpperCase()}.`,
  );
}

/** Each currency that something is sold in, as revenue is counted by. */
const currenciesOf = ({ plans, badges }: Catalog): string[] =>
  [...plans, ...badges]
    .flatMap(({ prices }) => prices)
    .flatMap(({ currency, currencies = {} }) => [currency, ...Object.keys(currencies)]);
