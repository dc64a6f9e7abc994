import * as z from 'zod';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { SeatsPreviewView } from '../../shared/http/views.ts';
import { ownOrganization } from '../../shared/services/badges/organization.ts';
import { affiliateCount } from './buyable.ts';
import { changeTo, prorationAt } from './change-to.ts';
import type { BillingDeps } from './deps.ts';
import { previewOf } from './preview-plan-change.ts';
import { requestedChange } from './requested-change.ts';
import { requestedSeats } from './seats-change.ts';

/** The number of seats to preview. */
export const SeatsWishBody = z.strictObject({ seats: affiliateCount });
/** The number of seats to pay for, and the time of the preview. */
export const SeatsChangeBody = SeatsWishBody.extend({ prorationAt });

/** POST /v1/badges/{handle}/affiliates/seats/preview {seats}: when so many seats would be there, and what they would cost then. */
export const previewSeats =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { seats } = bodyOf(request, SeatsWishBody);
    const requested = await requestedSeats(deps, await ownOrganization(deps, request), seats);
    const change = await requestedChange(deps, request.session.accountId, requested);
    const view: SeatsPreviewView = { ...(await previewOf(deps, change)), seats };
    return ok(view);
  };

/**
 * PUT /v1/badges/{handle}/affiliates/seats {seats, prorationAt?}: sets how many seats are paid for.
 * More seats start once the rest of the period is paid for, fewer with the next period, as with any change of a subscription.
 * There cannot be fewer than are taken or promised. While a reduction is under way, nobody takes a seat beyond it.
 */
export const setSeats =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { seats, prorationAt } = bodyOf(request, SeatsChangeBody);
    const requested = await requestedSeats(deps, await ownOrganization(deps, request), seats);
    return ok(await changeTo(deps, request, { ...requested, prorationAt }));
  };
