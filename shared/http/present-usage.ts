import type { Entitlement } from '../domain/billing/entitlement.ts';
import { boundOf, type SpendCap } from '../domain/billing/spend-cap.ts';
import { type CounterState, quotaLeft } from '../domain/usage/left.ts';
import type { UsageBucket } from '../domain/usage/usage.ts';
import type { UsageView } from './views.ts';

/** The usage of the period and of the credit, and the state of their counters. */
type Used = {
  readonly used: number;
  readonly counter: CounterState | null;
  readonly ofCredit: number;
  readonly creditCounter: CounterState | null;
  readonly spendCap: SpendCap | null;
};

/** GET /v1/usage, /v1/usage/current; without a period zeros and nulls. */
export function usageView(entitlement: Entitlement, used: Used, data: readonly UsageBucket[]): UsageView {
  const { period, allowance, credit } = entitlement;
  const bound = period ? boundOf(entitlement, used.spendCap) : null;
  const left = bound === null ? null : quotaLeft(bound, used.used, used.counter);
  return {
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    allowance: period ? allowance : null,
    used: used.used,
    remaining: left?.remaining ?? null,
    held: left?.held ?? 0,
    unusable: left?.unusable ?? 0,
    untold: left?.untold ?? used.counter?.untold ?? 0,
    credit: credit ? creditView(credit.units, used) : null,
    data: [...data],
  };
}

const creditView = (bought: number, { ofCredit, creditCounter }: Used): UsageView['credit'] => ({
  bought,
  used: ofCredit,
  ...quotaLeft(bought, ofCredit, creditCounter),
});
