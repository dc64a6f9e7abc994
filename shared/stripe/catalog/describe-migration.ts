import { formatMoney } from '../../domain/money.ts';
import type { CurrentPrice } from './current.ts';
import { priceText } from './describe.ts';
import { type Migration, type PriceMigration, priceAmountIn } from './migration.ts';

/** The effects of a migration as lines to read: counts, old and new amount, first renewals, the total before and after. */
export function describeMigration({ to, moves, stays, untold }: Migration, now: boolean): string[] {
  const when = now ? 'at once, the rest of the period charged now' : 'at their next renewal, nothing prorated';
  const byPrice = Map.groupBy(moves, ({ from }) => from);
  return [
    moves.length === 0
      ? `${to.lookupKey}: nobody is to be moved to ${priceText(to)}`
      : `${to.lookupKey}: ${subscriptions(moves.length)} to ${priceText(to)}, ${when}`,
    ...[...byPrice].map(([from, moved]) => `  ${moved.length} from ${priceText(from)}${renewals(moved)}`),
    ...(moves.length === 0
      ? []
      : [`  in a month: ${monthly(moves, ({ from }) => from)} → ${monthly(moves, () => to)}`]),
    ...stays.map(({ subscriptionId, why }) => `  = ${subscriptionId} stays: it ${why}`),
    ...(untold.length === 0
      ? []
      : [`  ${subscriptions(untold.length)} moved before, whose buyers are still to be told`]),
  ];
}

const subscriptions = (count: number) => `${count} ${count === 1 ? 'subscription' : 'subscriptions'}`;

const maxDates = 3;

function renewals(moves: readonly PriceMigration[]): string {
  const dates = [...new Set(moves.map(({ renewsAt }) => renewsAt.slice(0, 10)))].toSorted();
  const rest = dates.length > maxDates ? `, … ${dates.at(-1)}` : '';
  return `, first renewal ${dates.slice(0, maxDates).join(', ')}${rest}`;
}

/** A yearly amount counts a twelfth, rounded once over the sum. */
function monthly(moves: readonly PriceMigration[], priceOf: (move: PriceMigration) => CurrentPrice): string {
  const byCurrency = Map.groupBy(moves, ({ currency }) => currency);
  const sums = [...byCurrency].map(([currency, group]) => {
    const twelfths = group
      .map(
        (move) =>
          (priceAmountIn(priceOf(move), currency) ?? 0) * move.quantity * (priceOf(move).interval === 'year' ? 1 : 12),
      )
      .reduce((sum, amount) => sum + amount, 0);
    return formatMoney('en', { amountMinor: Math.round(twelfths / 12), currency });
  });
  return sums.join(' + ');
}
