import type { FieldError } from '../../errors.ts';
import { mixedUnits, secondCredit } from './across-plans.ts';
import type { CatalogInput } from './catalog.ts';
import { coupon, soldCurrencies, soldIds } from './coupon-rule.ts';
import { dataset } from './dataset-rule.ts';
import { licence, publishedLicence } from './licence-rule.ts';
import { operatorList, supportEmail } from './people-rule.ts';
import { configuredId, idsOf, listIn, listOf, localizedText, object, objectIn, optional } from './rules.ts';
import { lookupKeysOf, settings } from './settings-rule.ts';
import { badge, plan } from './sold-rule.ts';
import { repeated } from './unique-rule.ts';
import { upstream } from './upstream-rule.ts';

/** Every mistake in a configuration; empty when it can be used. It takes any value and never throws. */
export function catalogErrors(input: unknown): FieldError[] {
  const top = objectIn(input);
  const rule = object<CatalogInput>({
    name: localizedText(),
    supportEmail,
    operators: operatorList,
    licences: listOf(licence),
    publishedLicences: listOf(publishedLicence),
    datasets: listOf(dataset(idsOf(top.licences))),
    upstreams: optional(listOf(upstream({ id: configuredId, licences: idsOf(top.licences) }))),
    plans: listOf(plan({ defined: listIn(top.datasets), upstreams: idsOf(top.upstreams) })),
    badges: listOf(badge(idsOf(top.plans))),
    coupons: optional(listOf(coupon({ sold: soldIds(top), currencies: soldCurrencies(top) }))),
    settings: optional(settings(lookupKeysOf(top))),
  });
  return [...rule(input, ''), ...repeated(top), ...mixedUnits(top), ...secondCredit(top)];
}
