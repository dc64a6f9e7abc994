/** Usage, the units that are left, and evidence of what was read. */
import type { Money } from './common.ts';

/** Automatic purchases of credit: nulls where they are off. */
export type AutoTopUpView = { thresholdUnits: number | null; packs: number | null };

/** The usage of an organization. `hasRead`: a key of it, live or test, was ever served a record. */
export type OwnUsageView = Omit<UsageView, 'data'> & {
  hasRead: boolean;
  data: UsageGroupView[];
  /** All groups together. */
  total: UsageSumsView;
  /** Since when refused requests are counted. Null: they are counted only by status. */
  refusedSince: string | null;
  /** Null: the period is too young, or there is none. */
  forecast: UsageForecastView | null;
};

/** Sums of usage. */
export type UsageSumsView = {
  /** `served` less `credited`. */
  units: number;
  requests: number;
  /** Records or requests, gross. */
  served: number;
  /** Charged more than once on a day, and given back. It belongs to no key. */
  credited: number;
  /** Requests refused. */
  refused: number;
};

/** Usage of one group. */
export type UsageGroupView = UsageSumsView & {
  /** The day, or the id that usage is grouped by. */
  bucket: string;
  /** The group by the second grouping. */
  and?: string;
};

/** The use of the period at its end, drawn from its last whole days. */
export type UsageForecastView = {
  /** The end of the period. */
  at: string;
  /** Each day that is left is an average one. */
  likely: number;
  /** As the three quietest days. */
  low: number;
  /** As the three busiest days. */
  high: number;
  /** How many whole days it is drawn from. */
  days: number;
};

/** The usage of an organization in its present period, whatever share an app has. */
export type UsageView = {
  periodStart: string | null;
  periodEnd: string | null;
  allowance: number | null;
  used: number;
  /** The records or requests that you can use now; 0 where requests are refused. */
  remaining: number | null;
  /** Left, but held by idle parts of our service: yours within a minute of the first request that is refused. */
  held: number;
  /** Possibly served by a part of our service that failed: not billed, and not available. */
  unusable: number;
  /**
   * The most that may have been used beside `used` and is not reported yet.
   */
  untold: number;
  /** The prepaid credit, whatever the period; none of these is below 0. Null without a plan that has credit. */
  credit: { bought: number; used: number; remaining: number; held: number; unusable: number; untold: number } | null;
  data: { bucket: string; units: number; requests: number }[];
};

/** An evidence pack that was ordered. */
export type PackView = {
  id: string;
  /** `failed`: there is none, for the reason given. */
  status: 'waiting' | 'making' | 'ready' | 'failed';
  from: string;
  to: string;
  orderedAt: string;
  /** An hour’s entries are a step. Null: not begun. */
  progress: { done: number; of: number } | null;
  /** Null: not made, or not any more. */
  file: PackFileView | null;
  reason: string | null;
};

/** The zip of an evidence pack. */
export type PackFileView = {
  bytes: number;
  /** The last seal in it; 0: none. */
  sealedThrough: number;
  /** The thumbprint of the key that signed it. */
  keyId: string;
  /** Until when it can be fetched. */
  expiresAt: string;
  /** Good for five minutes; absent in lists. */
  url?: string;
};

/** The state of a contest. */
export type ContestStateView = 'open' | 'accepted' | 'rejected';

/** The decision on a contest. */
export type ContestDecisionView = {
  at: string;
  reason: string;
  /** It reduces the next invoices. Null: none. */
  credit: Money | null;
};

/** A contest of a statement. */
export type ContestView = {
  id: string;
  /** The UTC day of the statement. */
  day: string;
  at: string;
  reason: string;
  state: ContestStateView;
  /** Null: nobody decided yet. */
  decision: ContestDecisionView | null;
};

/** A statement in the list of statements. */
export type StatementView = {
  /** The UTC day whose seals it states. */
  day: string;
  at: string;
  /** Entries of the ledger, facts included. */
  entries: number;
  contestableUntil: string;
  /** The state of the latest contest; null: there is none. */
  contest: ContestStateView | null;
};

/** Refused calls of one key for one reason, close together in time. */
export type RefusalView = {
  key: string;
  app: string;
  /** The dataset, or `gateway:` and the API, that was asked for; `-`: neither. */
  dataset: string;
  /** The code of the problem that the calls were answered with. */
  reason: string;
  status: number;
  count: number;
  from: string;
  to: string;
  /** The first of them, at most five a key and minute. */
  calls: { at: string; query: string; address: string }[];
};
