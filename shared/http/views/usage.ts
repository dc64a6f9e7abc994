/** Usage, the units that are left, and evidence of what was read. */
import type { KeyView } from './account.ts';
import type { Money } from './common.ts';

/** Automatic purchases of credit: nulls where they are off. */
export type AutoTopUpView = { thresholdUnits: number | null; packs: number | null };

/** The usage of an organization. `hasRead`: a key of it, live or test, was ever served a record. */
export type OwnUsageView = Omit<UsageView, 'data'> & {
  hasRead: boolean;
  data: UsageGroupView[];
  /** All groups together, whatever they are grouped by. */
  total: UsageSumsView;
  /** Refused requests are counted from this time on. Null: they are counted only by status. */
  refusedSince: string | null;
  /** Null: the period is too young, or there is none. */
  forecast: UsageForecastView | null;
};

/** Sums of usage. */
export type UsageSumsView = {
  /** Net of credits: `served` less `credited`. */
  units: number;
  requests: number;
  served: number;
  /** Charged more than once on a day, and given back. It belongs to no key. */
  credited: number;
  refused: number;
};

/** Usage of one group. */
export type UsageGroupView = UsageSumsView & {
  bucket: string;
  /** The group by the second grouping. */
  and?: string;
};

/** A key, and its last 30 days. */
export type KeyDetailView = KeyView & {
  /** The key that it took the place of; null: none, or without overlap. */
  previous: { id: string; worksUntil: string | null } | null;
  /** The key that took its place; null: none, or without overlap. */
  next: string | null;
  /** Usage by day. */
  days: UsageGroupView[];
  /** All of these days. */
  total: UsageSumsView;
  /** Refused requests by the code of their problem. */
  reasons: { reason: string; count: number }[];
  /** Refused requests are counted from this time on. */
  refusedSince: string;
  /** The day of the last read, in UTC: usage has no times. Null: none in these days. */
  lastReadOn: string | null;
  /** The last refused request that was told. Null: none. */
  lastRefused: { at: string; address: string } | null;
};

/** Units at the end of the period. */
export type UsageForecastView = {
  at: string;
  /** With the average of the last whole days, at most seven, for every day that is left. */
  likely: number;
  /** With the average of the three quietest of these days. */
  low: number;
  /** With the average of the three busiest of them. */
  high: number;
  /** How many whole days these are. */
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

/** Requests in the log: one that was served, or refused ones of a key for one reason, close together in time. */
export type RequestView = {
  id: string;
  /** `allowed`: we said yes to it, and its operator’s API served it. */
  status: 'served' | 'allowed' | 'refused';
  /** The code of the problem that it was answered with. Null: none. */
  reason: string | null;
  key: string;
  app: string;
  /** The dataset, or `gateway:` and the API, that was asked for; `-`: neither. */
  dataset: string;
  count: number;
  from: string;
  to: string;
  /** Each of them as far as it is kept: of refused ones at most five a key and minute. */
  calls: { at: string; query: string; address: string }[];
  /** What it cost. Repeats of a record on a day are credited later. */
  units: number;
  records: number | null;
  /** Of the body before it was compressed. */
  bytes: number | null;
  /** Its place in the ledger, and the seal that proves it. Null: refused requests have none. */
  receipt: RequestReceiptView | null;
};

/** The place of an entry of the ledger. */
export type RequestReceiptView = { instance: string; segment: number; index: number; seal: number };

/** A page of the log of requests. */
export type RequestListView = {
  data: RequestView[];
  cursor?: string;
  /** Served requests are listed up to here, since their hours are sealed later. Null: not on this page. */
  servedThrough: string | null;
  /** Refused requests are kept from this time on. */
  refusedSince: string;
};
