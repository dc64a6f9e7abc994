import * as z from 'zod';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { refuseCardTesting } from './buying.ts';
import { refuseOtherCurrency } from './currency.ts';
import { buyerOf, customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { openAttempt, urlAnswer } from './open-session.ts';
import { pageReaderOf } from './page-reader.ts';
import { soldCredit } from './sold-credit.ts';
import { creditGuardOf, endPreviousTopUp, openTopUp } from './top-up-session.ts';

const maxPacks = 1_000;
/** The packs of prepaid units to buy. */
export const TopUpBody = z.strictObject({ packs: wholeNumber(1, maxPacks).default(1) });

/**
 * POST /v1/credit/top-ups: a link to Stripe's checkout for a number of packs of prepaid units.
 * The previous session is ended. If it was paid after all, it is credited, and this purchase is another.
 * Two requests at once open one session, as with a plan.
 */
export const startTopUp =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { packs } = bodyOf(request, TopUpBody);
    const plan = soldCredit(deps, packs);
    const account = await buyerOf(deps, request);
    await refuseCardTesting(deps, account);
    const customerId = await customerOf(deps, account);
    refuseOtherCurrency(plan.name, plan.credit.currency, (await deps.billing.read(account.id)).subscriptions);
    const bought = { accountId: account.id, customerId, plan, packs };
    const previous = await endPreviousTopUp(deps, bought);
    const detail = { plan: plan.id, packs: String(packs) };
    const line = personLine(deps, request.session, { action: 'checkout.started', detail });
    const guarded = { accountId: account.id, id: creditGuardOf(plan), previous, line };
    const url = await openAttempt(deps, guarded, (attempt) =>
      openTopUp(deps, bought, { attempt, reader: pageReaderOf(deps, request) }),
    );
    return urlAnswer(url);
  };
