import * as z from 'zod';
import { creditPlanOf } from '../../shared/domain/billing/credit.ts';
import { withGivenUnits } from '../../shared/domain/billing/given.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { actKey } from './act-fields.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, give } from './give.ts';
import { tellOfAct } from './tell-of-act.ts';

/** More is sold, and not given. */
const maxUnits = 1_000_000_000;
/** They lie in one item with the rest of the organization's billing. */
const maxGifts = 100;

/** Prepaid units to give. */
export const UnitsBody = z.strictObject({ units: wholeNumber(1, maxUnits), order: actKey });

/** POST /v1/admin/accounts/{id}/billing/units {units, order, reason}: prepaid units as if they were bought; spent after the allowances. */
export const giveUnits =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { units, order } = bodyOf(request, UnitsBody);
    const account = await accountActedOn(deps, request);
    if (!creditPlanOf(deps.catalog)) throw new AppError('conflict', 'Prepaid credit is not sold here.');
    const given = await give(deps, request, account, ({ given, credit }) => {
      const known = given.units.find((each) => each.order === order);
      if (known && known.units !== units)
        throw new AppError('idempotency_key_reused', 'This order gave another number of units. Use another key.');
      if (known) return null;
      if (given.units.length >= maxGifts)
        throw new AppError('conflict', 'Units were given 100 times, which is the most.');
      const gift = { order, units, at: deps.now().toISOString() };
      return {
        given: { ...given, units: [...given.units, gift] },
        credit: withGivenUnits(credit, [gift]),
        action: 'units.given',
        detail: { units: String(units), order },
      };
    });
    await tellOfAct(deps, request, account, { done: { act: 'units_given', units }, of: order });
    return ok(adminGivenView(given));
  };
