import * as z from 'zod';
import type { SetLimits } from '../../shared/domain/billing/given.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { lastDay } from './act-fields.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, type GiftChange, give } from './give.ts';
import { tellOfAct } from './tell-of-act.ts';

/** Limits of one organization; null: as its plans say. */
export const LimitsBody = z.strictObject({
  requestsPerMinute: wholeNumber(1, 1_000_000).nullable().describe('All live keys together. Null: as the plans say.'),
  allowance: wholeNumber(0, 1_000_000_000).nullable().describe('Units a period. Null: as the plans say.'),
  until: lastDay.nullable().describe('The last day of it, UTC. Null: without an end.'),
});

/**
 * PUT /v1/admin/accounts/{id}/billing/limits {requestsPerMinute, allowance, until, reason}: in place of those of its plans. They lie in the item that
 * admission reads anyway, and are announced to each instance. With both null the plans' hold again.
 */
export const setLimits =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { until: day, requestsPerMinute, allowance } = bodyOf(request, LimitsBody);
    const account = await accountActedOn(deps, request);
    const now = deps.now().toISOString();
    const until = day === null ? null : day.endsAt(deps.now());
    const isSet = requestsPerMinute !== null || allowance !== null;
    const given = await give(deps, request, account, ({ given }): GiftChange | null => {
      const { limits } = given;
      if (!isSet) return isInForce(limits, now) ? removal(given, now) : null;
      const wanted = {
        ...(requestsPerMinute !== null && { requestsPerMinute }),
        ...(allowance !== null && { allowance }),
        ...{ since: now, until },
      };
      if (limits && isSame(limits, wanted)) return null;
      return { given: { ...given, limits: wanted }, action: 'limits.set', detail: detailOf(wanted) };
    });
    const done = isSet
      ? ({ act: 'limits_set', requestsPerMinute, allowance, until } as const)
      : ({ act: 'limits_removed' } as const);
    if (given.limits) await tellOfAct(deps, request, account, { done, of: given.limits.since });
    return ok(adminGivenView(given));
  };

/** Limits that are removed stay known as ended, so that their mail goes out once. */
const removal = (given: GiftChange['given'], now: string): GiftChange => ({
  given: { ...given, limits: given.limits && { ...given.limits, until: now } },
  action: 'limits.removed',
  detail: {},
});

const isInForce = (limits: SetLimits | null, now: string): boolean =>
  limits !== null && (limits.until === null || limits.until > now);

const isSame = (one: SetLimits, other: SetLimits): boolean =>
  one.requestsPerMinute === other.requestsPerMinute && one.allowance === other.allowance && one.until === other.until;

const detailOf = ({ requestsPerMinute, allowance, until }: SetLimits): Record<string, string> => ({
  ...(requestsPerMinute !== undefined && { requestsPerMinute: String(requestsPerMinute) }),
  ...(allowance !== undefined && { allowance: String(allowance) }),
  ...(until !== null && { until }),
});
