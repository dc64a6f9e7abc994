/** The input of a payment intent; `amount` in minor units. */
export type Payable = {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata?: Record<string, string>;
  /** Whether what pays is kept for payments without the buyer; null: it is not. Absent: it is. */
  readonly setupFutureUsage?: 'off_session' | null;
};
