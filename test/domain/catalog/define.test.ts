import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../shared/domain/access/limits.ts';
import type { CatalogInput } from '../../../shared/domain/catalog/catalog.ts';
import { CatalogInvalid, defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { catalogErrors } from '../../../shared/domain/catalog/validate.ts';
import tollgate from '../../../tollgate.config.ts';
import { amount, valid, withValue } from './configuration.ts';

describe('a configuration', () => {
  it('lists every mistake at once, each on a line of its own', () => {
    const twice = withValue(withValue(valid, ['plans', 0, 'prices', 0, 'amountMinor'], -1), ['badges', 0, 'kind'], '');
    expect(() => defineTollgate(withValue(twice, ['supportEmail'], 1) as CatalogInput)).toThrow(
      new CatalogInvalid([
        'supportEmail: must be an email address',
        `plans[0].prices[0].amountMinor: ${amount}`,
        'badges[0].kind: must be one of person, organization, government',
      ]),
    );
  });

  it('has no mistake when it is right, and neither has the default one', () => {
    expect(catalogErrors(valid)).toEqual([]);
    const { settings, ...rest } = tollgate;
    expect(catalogErrors({ ...rest, settings })).toEqual([]);
  });

  it('keeps the defaults of the settings that it leaves out or leaves undefined', () => {
    const { settings } = defineTollgate({
      ...valid,
      settings: { graceDays: undefined, throttles: { mailsPerAddressPerHour: 2 } },
    });
    expect(settings).toEqual({
      graceDays: 7,
      onFullRefund: 'end',
      onDispute: 'end_when_lost',
      promotionCodes: true,
      maxKeysPerAccount: 10,
      licenceNoticeDays: 14,
      keepAcceptancesYears: 6,
      keepEvidenceYears: 7,
      badgeReview: {
        order: 'payment_first',
        minAccountAgeDays: 0,
        picture: 'optional',
        appealDays: 14,
        refundWhenRefused: 'after_appeal',
        keepReviewDays: 30,
        domainProof: 'required',
        domainLostAfterDays: 7,
      },
      throttles: {
        mailsPerAddressPerHour: 2,
        mailsPerMailboxPerHour: 30,
        mailsPerClientPerHour: 200,
        mailsToUnknownPerHour: 2_000,
        checkoutsPerAccountPerHour: 20,
      },
    });
    const { rateLimits: _, maxInFlight: __, ...others } = tollgate.settings;
    expect(defineTollgate({ ...valid, settings: undefined }).settings).toEqual({ ...others, promotionCodes: true });
  });

  it('that is the default one limits the calls of every plan, and those of free test keys', () => {
    for (const plans of [...tollgate.plans.map(({ id }) => [id]), []]) {
      const { rateLimits, maxInFlight } = limitsOf(tollgate, plans);
      expect(rateLimits, plans.join()).not.toEqual([]);
      expect(maxInFlight, plans.join()).not.toBe(null);
    }
  });

  it('has a field for promotion codes where a coupon has a code, unless it says otherwise', () => {
    const withCodes = (codes: { code: string }[]) =>
      defineTollgate({
        ...valid,
        settings: {},
        coupons: [{ id: 'a', name: 'A', percentOff: 5, duration: 'once', codes }],
      });
    expect(withCodes([{ code: 'A' }]).settings.promotionCodes).toBe(true);
    expect(withCodes([]).settings.promotionCodes).toBe(false);
    expect(defineTollgate({ ...valid, coupons: undefined }).settings.promotionCodes).toBe(false);
    expect(defineTollgate({ ...valid, settings: { promotionCodes: false } }).settings.promotionCodes).toBe(false);
  });
});
