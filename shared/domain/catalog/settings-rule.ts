import type { BadgeReview } from './badge-review.ts';
import type { Settings } from './catalog.ts';
import { deprecatedVersions } from './deprecation-rule.ts';
import { accountLimits } from './limits-rule.ts';
import {
  known,
  listIn,
  listOf,
  matching,
  must,
  object,
  objectIn,
  oneOf,
  optional,
  type Rule,
  text,
  wholeNumber,
} from './rules.ts';

/** An IPv4 address, or an IPv6 one in brackets; a port may follow. */
const resolverShape = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]{2,39}\])(:\d{1,5})?$/;

/** The operator's settings; `lookupKeys` of what can be bought by itself. */
export const settings = (lookupKeys: readonly string[]): Rule =>
  object<Settings>({
    graceDays: optional(wholeNumber(0, 365)),
    onFullRefund: optional(oneOf(['end', 'keep'])),
    onDispute: optional(oneOf(['end_when_opened', 'end_when_lost', 'keep'])),
    promotionCodes: optional(must((value) => typeof value === 'boolean', 'must be true or false')),
    maxKeysPerAccount: optional(wholeNumber(0)),
    licenceNoticeDays: optional(wholeNumber(0, 365)),
    keepAcceptancesYears: optional(wholeNumber(1, 30)),
    tax: optional(
      object<NonNullable<Settings['tax']>>({
        behavior: oneOf(['exclusive', 'inclusive']),
        code: optional(matching(/^txcd_\d{8}$/, 'must be a tax code of Stripe, such as txcd_10103001')),
      }),
    ),
    byInvoice: optional(
      object<NonNullable<Settings['byInvoice']>>({
        daysUntilDue: wholeNumber(1, 365),
        prices: optional(listOf(known(lookupKeys))),
      }),
    ),
    ...accountLimits,
    ...deprecatedVersions,
    badgeReview: optional(
      object<BadgeReview>({
        order: optional(oneOf(['payment_first', 'review_first'])),
        minAccountAgeDays: optional(wholeNumber(0, 3_650)),
        picture: optional(oneOf(['required', 'optional'])),
        appealDays: optional(wholeNumber(0, 365)),
        refundWhenRefused: optional(oneOf(['after_appeal', 'at_once', 'never'])),
        keepReviewDays: optional(wholeNumber(0, 3_650)),
        protectedNames: optional(listOf(text(80))),
        domainProof: optional(oneOf(['required', 'optional'])),
        domainLostAfterDays: optional(wholeNumber(1, 365)),
        resolvers: optional(listOf(matching(resolverShape, 'must be the address of a resolver, such as 9.9.9.9'))),
      }),
    ),
    throttles: optional(
      object<Settings['throttles']>({
        mailsPerAddressPerHour: optional(wholeNumber(1)),
        mailsPerMailboxPerHour: optional(wholeNumber(1)),
        mailsPerClientPerHour: optional(wholeNumber(1)),
        mailsToUnknownPerHour: optional(wholeNumber(1)),
        checkoutsPerAccountPerHour: optional(wholeNumber(1)),
      }),
    ),
  });

/** Of every price that can be bought by itself. */
export const lookupKeysOf = (top: Readonly<Record<string, unknown>>): string[] =>
  [...listIn(top.plans), ...listIn(top.badges)]
    .flatMap((sold) => listIn(objectIn(sold).prices))
    .flatMap((each) => {
      const { lookupKey, per } = objectIn(each);
      return typeof lookupKey === 'string' && per === undefined ? [lookupKey] : [];
    });
