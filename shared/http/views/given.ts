/** Things that operators gave to one organization. */
import type { PriceView } from './catalog.ts';
import type { Money } from './common.ts';

/** Plans, badges and limits that were given. */
type GiftsView = {
  /** Plans and badges free of charge. One of both is null. */
  comps: { plan: string | null; badge: string | null; since: string; until: string }[];
  /** Limits in place of the plans’; null: as the plans say. */
  limits: {
    requestsPerMinute: number | null;
    allowance: number | null;
    since: string;
    until: string | null;
  } | null;
};

/** Things that operators gave to an organization, beside what it pays for. */
export type GivenView = GiftsView & {
  /** Private prices that it can buy now; `until` null: without an end. */
  offers: { plan: string | null; badge: string | null; price: PriceView; until: string | null }[];
};

/** A private price, as operators see it. */
export type AdminOfferView = {
  plan: string | null;
  badge: string | null;
  /** The lookup key. */
  price: string;
  amount: Money;
  interval: 'month' | 'year';
  since: string;
  until: string | null;
  by: string;
  reason: string;
  /** When it was withdrawn, or another took its place. */
  withdrawnAt: string | null;
};

/** The same for operators, with each gift of prepaid units, and offers that ended. */
export type AdminGivenView = GiftsView & {
  units: { order: string; units: number; at: string }[];
  /** Private prices; ended ones too. */
  offers: AdminOfferView[];
};

/** A refund of an invoice, or what it would be. */
export type RefundView = {
  invoice: string;
  number: string | null;
  currency: string;
  paidMinor: number;
  /** All that was refunded of it. */
  refundedMinor: number;
  amountMinor: number;
  /** Whether the refund policy ends the subscription by it. */
  ends: boolean;
};
