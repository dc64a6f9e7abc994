/** Money to a customer's credit. `occasion` names the reason once and for all; `description` stands in Stripe's dashboard. */
export type GoodwillCredit = {
  readonly amountMinor: number;
  readonly currency: string;
  readonly occasion: string;
  readonly description: string;
};

/** The part of the gateway that gives credit. */
export interface CreditGiver {
  /**
   * Gives a customer money off the next invoices, once an occasion, however long ago that was. @throws AppError 409 where Stripe takes no credit in this
   * currency, or the customer was deleted
   */
  giveCredit(customerId: string, credit: GoodwillCredit): Promise<void>;
}
