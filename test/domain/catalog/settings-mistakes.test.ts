import { describe } from 'vitest';
import { refuses } from './configuration.ts';

describe('a configuration of the site and its settings', () => {
  refuses([
    ['no name', '', ['name'], 'name: must be a text of 1 to 200 characters'],
    ['a support address that is none', 'help', ['supportEmail'], 'supportEmail: must be an email address'],
    [
      'a support address with a line break',
      'a@example.com\nBcc:b',
      ['supportEmail'],
      'supportEmail: must be an email address',
    ],
    [
      'an operator in capitals',
      'Operator@example.com',
      ['operators', 0],
      'operators[0]: must be an email address in lower case',
    ],
    [
      'no operator at all',
      [],
      ['operators'],
      "operators: must name at least one owner: an address, or { email, role: 'owner' }",
    ],
    [
      'operators of whom none is an owner',
      [{ email: 'reads@example.com', role: 'read-only' }],
      ['operators'],
      "operators: must name at least one owner: an address, or { email, role: 'owner' }",
    ],
    [
      'an operator of a role that is none',
      ['operator@example.com', { email: 'ada@example.com', role: 'admin' }],
      ['operators'],
      'operators[1].role: must be one of owner, support, reviewer, finance, read-only',
    ],
    [
      'an operator with two roles',
      ['operator@example.com', { email: 'operator@example.com', role: 'finance' }],
      ['operators'],
      'operators[1]: "operator@example.com" is named before; each operator has one role',
    ],
    [
      'a field for codes that is neither there nor not',
      'yes',
      ['settings', 'promotionCodes'],
      'settings.promotionCodes: must be true or false',
    ],
    [
      'grace that is longer than a year',
      366,
      ['settings', 'graceDays'],
      'settings.graceDays: must be a whole number from 0 to 365',
    ],
    [
      'a policy on refunds that is none',
      'half',
      ['settings', 'onFullRefund'],
      'settings.onFullRefund: must be one of end, keep',
    ],
    [
      'a policy on disputes that is none',
      true,
      ['settings', 'onDispute'],
      'settings.onDispute: must be one of end_when_opened, end_when_lost, keep',
    ],
    [
      'a throttle that lets nothing through',
      0,
      ['settings', 'throttles', 'mailsPerAddressPerHour'],
      'settings.throttles.mailsPerAddressPerHour: must be a whole number, 1 or more',
    ],
    [
      'an order of payment and review that is none',
      'together',
      ['settings', 'badgeReview', 'order'],
      'settings.badgeReview.order: must be one of payment_first, review_first',
    ],
    [
      'a refund of half a badge',
      'half',
      ['settings', 'badgeReview', 'refundWhenRefused'],
      'settings.badgeReview.refundWhenRefused: must be one of after_appeal, at_once, never',
    ],
    [
      'days for an appeal that are none',
      1.5,
      ['settings', 'badgeReview', 'appealDays'],
      'settings.badgeReview.appealDays: must be a whole number from 0 to 365',
    ],
    [
      'terms at an address that is not encrypted',
      { terms: 'http://shop.example/terms', privacy: 'https://shop.example/privacy' },
      ['settings', 'legalPages'],
      'settings.legalPages.terms: must be an address that begins with https://',
    ],
    [
      'an unknown setting',
      5,
      ['settings', 'graceWeeks'],
      'settings.graceWeeks: is not known; allowed are graceDays, onFullRefund, onDispute, promotionCodes, maxKeysPerAccount, licenceNoticeDays, keepAcceptancesYears, keepEvidenceYears, timestampAuthority, tax, byInvoice, legalPages, rateLimits, maxInFlight, perKey, deprecatedVersions, badgeReview, throttles',
    ],
    [
      'tax that is neither added nor in the price',
      { behavior: 'unspecified' },
      ['settings', 'tax'],
      'settings.tax.behavior: must be one of exclusive, inclusive',
    ],
    [
      'a tax code that is not Stripe’s',
      { behavior: 'exclusive', code: 'software' },
      ['settings', 'tax'],
      'settings.tax.code: must be a tax code of Stripe, such as txcd_10103001',
    ],
    [
      'invoices that are due at once',
      { daysUntilDue: 0 },
      ['settings', 'byInvoice'],
      'settings.byInvoice.daysUntilDue: must be a whole number from 1 to 365',
    ],
    [
      'payment by invoice of a price that nobody can buy',
      { daysUntilDue: 14, prices: ['nothing_monthly'] },
      ['settings', 'byInvoice'],
      'settings.byInvoice.prices[0]: "nothing_monthly" is not known; it must be one of basic_monthly, verified_monthly',
    ],
  ]);
});
