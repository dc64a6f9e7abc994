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
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
  shortText,
} from './rules.ts';

/** An IPv4 address, or an IPv6 one in brackets; a port may follow. */
const resolverShape = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]{2,39}\])(:\d{1,5})?$/;

/** A rule for the settings of badge reviews. */
const badgeReview = object<BadgeReview>({
  order: optional(mustBeOneOf(['payment_first', 'review_first'])),
  minAccountAgeDays: optional(mustBeWholeNumber(0, 3_650)),
  picture: optional(mustBeOneOf(['required', 'optional'])),
  appealDays: optional(mustBeWholeNumber(0, 365)),
  refundWhenRefused: optional(mustBeOneOf(['after_appeal', 'at_once', 'never'])),
  keepReviewDays: optional(mustBeWholeNumber(0, 3_650)),
  protectedNames: optional(listOf(shortText(80))),
  domainProof: optional(mustBeOneOf(['required', 'optional'])),
  domainLostAfterDays: optional(mustBeWholeNumber(1, 365)),
  resolvers: optional(listOf(matching(resolverShape, 'must be the address of a resolver, such as 9.9.9.9'))),
});

/** Stripe takes at most 5,000 characters. https://docs.stripe.com/api/customer_portal/configurations/create */
const legalPage = must(
  (value) =>
    typeof value === 'string' && value.length <= 5_000 && /^https:\/\/[^\s<>"]+$/.test(value) && URL.canParse(value),
  'must be an address that begins with https://',
);

/** Time stamps are signed, so many authorities are reached by http. */
const timestampAuthority = must(
  (value) => typeof value === 'string' && /^https?:\/\/[^\s<>"]{1,500}$/.test(value) && URL.canParse(value),
  'must be the address of a time-stamp authority, such as https://freetsa.org/tsr',
);

/** A rule for the operator's settings; `lookupKeys` are those that can be bought by themselves. */
export const settings = (lookupKeys: readonly string[]): Rule =>
  object<Settings>({
    graceDays: optional(mustBeWholeNumber(0, 365)),
    onFullRefund: optional(mustBeOneOf(['end', 'keep'])),
    onDispute: optional(mustBeOneOf(['end_when_opened', 'end_when_lost', 'keep'])),
    promotionCodes: optional(must((value) => typeof value === 'boolean', 'must be true or false')),
    maxKeysPerAccount: optional(mustBeWholeNumber(0)),
    licenceNoticeDays: optional(mustBeWholeNumber(0, 365)),
    keepAcceptancesYears: optional(mustBeWholeNumber(1, 30)),
    keepEvidenceYears: optional(mustBeWholeNumber(1, 30)),
    timestampAuthority: optional(timestampAuthority),
    tax: optional(
      object<NonNullable<Settings['tax']>>({
        behavior: mustBeOneOf(['exclusive', 'inclusive']),
        code: optional(matching(/^txcd_\d{8}$/, 'must be a tax code of Stripe, such as txcd_10103001')),
      }),
    ),
    byInvoice: optional(
      object<NonNullable<Settings['byInvoice']>>({
        daysUntilDue: mustBeWholeNumber(1, 365),
        prices: optional(listOf(known(lookupKeys))),
      }),
    ),
    legalPages: optional(object<NonNullable<Settings['legalPages']>>({ terms: legalPage, privacy: legalPage })),
    ...accountLimits,
    ...deprecatedVersions,
    badgeReview: optional(badgeReview),
    throttles: optional(
      object<Settings['throttles']>({
        mailsPerAddressPerHour: optional(mustBeWholeNumber(1)),
        mailsPerMailboxPerHour: optional(mustBeWholeNumber(1)),
        mailsPerClientPerHour: optional(mustBeWholeNumber(1)),
        mailsToUnknownPerHour: optional(mustBeWholeNumber(1)),
        checkoutsPerAccountPerHour: optional(mustBeWholeNumber(1)),
      }),
    ),
  });

/** The lookup keys of all prices that can be bought by themselves. */
export const lookupKeysOf = (top: Readonly<Record<string, unknown>>): string[] =>
  [...listIn(top.plans), ...listIn(top.badges)]
    .flatMap((sold) => listIn(objectIn(sold).prices))
    .flatMap((each) => {
      const { lookupKey, per } = objectIn(each);
      return typeof lookupKey === 'string' && per === undefined ? [lookupKey] : [];
    });
