import * as z from 'zod';
import type { AutoTopUp } from '../../shared/domain/billing/auto-top-up.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { AutoTopUpView } from '../../shared/http/views.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { BillingDeps } from './deps.ts';
import { soldCredit } from './sold-credit.ts';

const maxUnits = 1_000_000_000;
const On = z.strictObject({ thresholdUnits: wholeNumber(1, maxUnits), packs: wholeNumber(1, 1_000) });
const Off = z.strictObject({ thresholdUnits: z.null(), packs: z.null() });
/** The settings of automatic top-ups; nulls turn them off. */
export const AutoTopUpBody = z.union([On, Off], {
  error: `must be whole numbers, thresholdUnits from 1 to ${maxUnits} and packs from 1 to 1000, or both null to turn it off`,
});

/** GET /v1/credit/auto-top-up */
export const readAutoTopUp =
  (deps: BillingDeps): SignedInRoute =>
  async ({ session }) =>
    ok(viewOf((await deps.autoTopUps.read(session.accountId)).settings));

/**
 * PUT /v1/credit/auto-top-up: so many packs are bought by themselves, with the card that was saved last, when fewer units than the threshold are
 * left. Nulls turn it off.
 */
export const setAutoTopUp =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { thresholdUnits, packs } = bodyOf(request, AutoTopUpBody);
    const settings = thresholdUnits === null || packs === null ? null : { thresholdUnits, packs };
    const { accountId } = request.session;
    if (settings) await refuseUnchargeable(deps, accountId, settings);
    if (!(await deps.autoTopUps.set(accountId, settings, auditOf(deps, request, settings)))) throw isLeaving();
    if (settings) await deps.topUps.send({ accountId });
    return ok(viewOf(settings));
  };

/** @throws AppError 409 where nothing can be charged without the buyer */
async function refuseUnchargeable(deps: BillingDeps, accountId: string, { packs }: AutoTopUp): Promise<void> {
  soldCredit(deps, packs);
  if (deps.catalog.settings.tax)
    throw new AppError('conflict', 'Auto top-up is not available here, because tax is calculated at checkout.');
  const customerId = (await deps.accounts.find(accountId))?.stripeCustomerId ?? null;
  if (customerId === null || (await deps.stripe.savedCard(customerId)) === null)
    throw new AppError('conflict', 'No card is saved. Buy credit once at checkout to save its card.');
}

const auditOf = (deps: BillingDeps, { session }: SignedInRequest, settings: AutoTopUp | null) =>
  personLine(deps, session, {
    action: settings ? 'auto_top_up.set' : 'auto_top_up.removed',
    detail: { below: settings ? String(settings.thresholdUnits) : 'off', packs: String(settings?.packs ?? 0) },
  });

const viewOf = (settings: AutoTopUp | null): AutoTopUpView => settings ?? { thresholdUnits: null, packs: null };
const isLeaving = () => new AppError('conflict', 'Your organization is being deleted.');
