/** Things that operators gave to an organization, beside what it pays for. */
export type GivenView = {
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

/** The same for operators, with each gift of prepaid units. */
export type AdminGivenView = GivenView & { units: { order: string; units: number; at: string }[] };

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
