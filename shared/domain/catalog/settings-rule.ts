import type { Settings } from './catalog.ts';
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
  wholeNumber,
} from './rules.ts';

/** The operator's settings; `lookupKeys` of what can be bought by itself. */
export const settings = (lookupKeys: readonly string[]): Rule =>
  object<Settings>({
    graceDays: optional(wholeNumber(0, 365)),
    onFullRefund: optional(oneOf(['end', 'keep'])),
    onDispute: optional(oneOf(['end_when_opened', 'end_when_lost', 'keep'])),
    promotionCodes: optional(must((value) => typeof value === 'boolean', 'must be true or false')),
    maxKeysPerAccount: optional(wholeNumber(0)),
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
    throttles: optional(
      object<Settings['throttles']>({
        mailsPerAddressPerHour: optional(wholeNumber(1)),
        mailsPerClientPerHour: optional(wholeNumber(1)),
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
