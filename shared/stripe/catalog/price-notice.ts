import type { Localized } from '../../domain/catalog/localized.ts';
import type { Notice } from '../../domain/mail/message.ts';
import { type Migration, type PriceMigration, priceAmountIn } from './migration.ts';

type Told = Pick<Migration, 'to'> & {
  /** The plan's or badge's. */
  readonly name: Localized;
  readonly now: boolean;
};

/** The notice to a moved subscription's buyer. Its id is that of the move, so that a repeated run mails nobody twice. */
export const priceNotice = (move: PriceMigration, { to, name, now }: Told): Notice => ({
  id: `price_changed:${move.subscriptionId}:${to.id}`,
  name,
  kind: 'price_changed',
  beforeMinor: (priceAmountIn(move.from, move.currency) ?? 0) * move.quantity,
  afterMinor: (priceAmountIn(to, move.currency) ?? 0) * move.quantity,
  currency: move.currency,
  interval: to.interval ?? 'month',
  startsAt: now ? null : move.renewsAt,
});
