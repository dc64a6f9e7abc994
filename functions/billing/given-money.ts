import type { Given, GivenMoney } from '../../shared/domain/billing/given.ts';

/** Older ones are known at Stripe, which does none of them twice either. */
const maxKnown = 100;

/** The gifts with this money noted among them; null: its order is noted already. */
export function withMoney(given: Given, money: GivenMoney): Given | null {
  const isKnown = given.money.some(({ act, order }) => act === money.act && order === money.order);
  return isKnown ? null : { ...given, money: [...given.money, money].slice(-maxKnown) };
}
