import { badgeKinds } from './badge-review.ts';
import type { Allowance, Badge, Plan } from './catalog.ts';
import { credit } from './credit-rule.ts';
import { accountLimits, weights } from './limits-rule.ts';
import { overage, price } from './price-rule.ts';
import {
  allOf,
  configuredId,
  idsOf,
  known,
  listIn,
  listOf,
  localizedText,
  longText,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';
import { shownFields } from './shown-fields-rule.ts';

/** A rule for a plan over the `defined` datasets and these upstreams, by id. */
export const plan =
  ({ defined, upstreams }: { readonly defined: readonly unknown[]; readonly upstreams: readonly string[] }): Rule =>
  (value, path) => {
    const { availability, prices, allowance, credit: sold, datasets: included } = objectIn(value);
    const isShown = (each: unknown) => objectIn(each).availability !== 'private';
    const hasPrice = must(
      () => sold !== undefined || listIn(prices).some(isShown),
      'must have a price, because the plan is public',
    );
    const hasAllowance = must(() => allowance !== undefined, 'needs an allowance to go beyond');
    const countsRecords = must(
      () => objectIn(allowance).unit === 'record' || (allowance === undefined && sold !== undefined),
      'needs an allowance of records, or credit without an allowance',
    );
    return object<Plan>({
      id: configuredId,
      name: localizedText(),
      description: longText,
      datasets: listOf(known(idsOf(defined))),
      upstreams: optional(listOf(known(upstreams))),
      prices: availability === 'public' ? allOf(listOf(price), hasPrice) : listOf(price),
      allowance: optional(
        object<Allowance>({ amount: mustBeWholeNumber(0), unit: mustBeOneOf(['record', 'request']) }),
      ),
      overage: optional(allOf(hasAllowance, overage(listIn(prices)))),
      credit: optional(credit),
      deduplicate: optional(allOf(mustBeOneOf(['day']), countsRecords)),
      weights: optional(weights({ datasets: idsOf(defined), upstreams })),
      ...accountLimits,
      fields: optional(shownFields(defined, listIn(included))),
      maxLimit: optional(mustBeWholeNumber(1, 1_000)),
      trialDays: trialDays(prices),
      availability: mustBeOneOf(['public', 'contact', 'free']),
    })(value, path);
  };

/** A rule for a badge that these plans may include, by id. */
export const badge =
  (plans: readonly string[]): Rule =>
  (value, path) =>
    object<Badge>({
      id: configuredId,
      name: localizedText(),
      description: longText,
      kind: mustBeOneOf(badgeKinds),
      alsoFor: optional(listOf(mustBeOneOf(badgeKinds))),
      prices: listOf(price),
      includedInPlans: optional(listOf(known(plans))),
      trialDays: trialDays(objectIn(value).prices),
    })(value, path);

/** Stripe takes at most 730 days: https://docs.stripe.com/api/checkout/sessions/create */
const trialDays = (prices: unknown): Rule =>
  optional(
    allOf(
      mustBeWholeNumber(1, 730),
      must(() => listIn(prices).length > 0, 'needs a price, because what is free for a time is paid for afterwards'),
    ),
  );
