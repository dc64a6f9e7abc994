/** Answers of the console's Today, of revenue, and of its list of organizations. */
import type { FailingPaymentView } from './attention.ts';
import type { Money } from './common.ts';
import type { OrganizationRef } from './console.ts';
import type { OperationsView } from './console-running.ts';

/** The payments of one organization that fail, without links. */
export type FailingOrganizationView = {
  /** The id of the organization. */
  id: string;
  /** Empty: it was deleted. */
  name: string;
  payments: Omit<FailingPaymentView, 'payAt'>[];
};

/** Stripe's events with the same error, tried in vain and not handled since. */
export type StuckGroupView = {
  /** The error without the ids in it; empty where none was noted. */
  error: string;
  count: number;
  /** Those of them that wait for a replay; the others are tried again by themselves. */
  parked: number;
  types: string[];
  firstAt: string;
  lastAt: string;
  /** The events, at most 100. */
  ids: string[];
};

/** Work that waits for somebody; at least so many where `more`. */
export type WaitingView = { count: number; more: boolean; oldestAt: string | null };

/** A webhook whose address does not answer. */
export type FailingWebhookView = {
  /** The id of the webhook. */
  id: string;
  /** Null: it is the operators' own. */
  organization: OrganizationRef | null;
  /** The host of its address. */
  host: string;
  since: string;
  /** The HTTP status with which it began to fail; null where nothing answered. */
  status: number | null;
  /** The reason for no answer, or for one that does not count. */
  error: string | null;
  /** When it was disabled for it; null: it is still tried. */
  disabledAt: string | null;
};

/** An organization that is suspended. */
export type SuspendedView = { organization: OrganizationRef; reason: string; at: string };

/** Everything that needs operators now, as it is stored. */
export type TodayView = OperationsView & {
  checkedAt: string;
  failing: {
    /** Organizations with a failing payment; at least so many where `more`. */
    count: number;
    more: boolean;
    /** The sum of the failing payments, by currency. */
    atRisk: Money[];
    /** When the first of them loses access; null: none has any left, or nothing fails. */
    firstEnd: string | null;
    /** Those that lose access first, at most 5. */
    data: FailingOrganizationView[];
  };
  /** Stripe's events that need a replay. */
  events: { count: number; more: boolean; groups: StuckGroupView[] };
  /** Webhooks that began to fail in the last 30 days and do not answer yet; at least so many where `more`. */
  webhooks: { count: number; more: boolean; data: FailingWebhookView[] };
  /** Organizations that operators suspended in the last 48 hours, the latest first. */
  suspended: { count: number; more: boolean; data: SuspendedView[] };
  reviews: { badges: WaitingView; useCases: WaitingView; contests: WaitingView };
  /** Corrections of the last 24 hours. */
  corrections: { count: number; more: boolean; lastAt: string | null };
  /** Per currency, with the changes of the last 30 days. */
  revenue: { currency: string; monthlyMinor: number; changeMinor: number; newMinor: number; lostMinor: number }[];
};

/** An amount in minor units, and of how many it is. */
export type CountedMoneyView = { amountMinor: number; count: number };

/** How revenue changed: what was new, grew, shrank and was lost. */
export type BridgeView = {
  new: CountedMoneyView;
  grown: CountedMoneyView;
  shrunk: CountedMoneyView;
  lost: CountedMoneyView;
};

/** Revenue of one currency over a range of days. */
export type CurrencyRevenueView = {
  currency: string;
  /** Paid a month now, and by how many organizations. */
  monthly: CountedMoneyView;
  startMinor: number;
  endMinor: number;
  bridge: BridgeView;
  /** The share of the start that was lost or shrank, in hundredths of a percent; null where nothing was paid then. */
  churnBasisPoints: number | null;
  days: (BridgeView & { day: string; endMinor: number; refunds: CountedMoneyView })[];
  /** `plan:ID`, `badge:ID`, or `other` for prices that the catalogue does not have. */
  bySold: { sold: string; amountMinor: number; subscriptions: number }[];
  /** Lost in the next seven days unless somebody does something. */
  atRisk: { failing: CountedMoneyView; cancelled: CountedMoneyView };
  /** All payments that fail now. */
  failing: CountedMoneyView;
  /** Refunds that were made in the range, but for those whose money came back. They change nothing that is paid a month. */
  refunds: CountedMoneyView;
};

/** Revenue by currency; days are UTC days, `to` is exclusive. */
export type RevenueView = { from: string; to: string; data: CurrencyRevenueView[] };

/** An organization in the console's list. */
export type OrganizationRowView = {
  id: string;
  name: string;
  createdAt: string;
  state: 'active' | 'leaving' | 'left';
  /** Its monthly payments, by currency. */
  monthly: Money[];
  /** Its plans and badges, as `plan:ID`, `badge:ID` or `other`. */
  sold: string[];
  /** Since when a payment fails; null: none does. */
  failingSince: string | null;
  /** The last UTC day on which it read with a live key; null: not within 400 days. */
  lastSeenOn: string | null;
  /** The address that emails about it go to. */
  email: string;
  /** An operator suspended it. */
  suspended: boolean;
  /** Each subscription whose payment fails, as it was last counted. */
  failing: {
    /** The kind of thing that is paid for. */
    of: 'plan' | 'badge' | 'credit';
    id: string;
    amount: Money | null;
    accessUntil: string | null;
  }[];
};
