/** What was used, and what is left. */

/** GET, PUT /v1/credit/auto-top-up: nulls where it is off. */
export type AutoTopUpView = { thresholdUnits: number | null; packs: number | null };

/** GET /v1/usage?from&to&by=day|key|dataset. `hasRead`: a key of the account, live or test, was ever served a record. */
export type OwnUsageView = UsageView & { hasRead: boolean };

/** GET /v1/usage/current, with a key */
export type UsageView = {
  periodStart: string | null;
  periodEnd: string | null;
  allowance: number | null;
  used: number;
  remaining: number | null;
  /** Of units bought in advance, whatever the period; `remaining` is never below 0. Null without a plan that has credit. */
  credit: { bought: number; used: number; remaining: number } | null;
  data: { bucket: string; units: number; requests: number }[];
};
