import type { Delivery } from '../../shared/domain/webhooks/delivery.ts';
import { atOnce } from '../at-once.ts';
import { lookAtBadges } from './announce-badges.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { tryDelivery } from './try-delivery.ts';

const pageSize = 100;
const mostAtOnce = 10;
/** To the next run, and a bit. */
const nextRunMs = 60_000;

export type DueReport = {
  readonly delivered: number;
  readonly failed: number;
  readonly givenUp: number;
  readonly postponed: number;
  /** Accounts whose badges were looked at. */
  readonly badgeLooks: number;
};

/**
 * Tries what is due, what has waited longest first, and looks at badges that somebody was about to change. A receiver that failed once in a run
 * is left for the next, so that one that does not answer keeps the others waiting for one try only.
 * @throws Error at its end, where a look could not be taken
 */
export async function runDue(deps: WebhookSenderDeps, goOn: () => boolean): Promise<DueReport> {
  const looks = await runLooks(deps);
  const sums = { delivered: 0, failed: 0, givenUp: 0, postponed: 0 };
  const failing = new Set<string>();
  const began = deps.now();
  let due: readonly Delivery[];
  do {
    due = await deps.deliveries.due(began, pageSize);
    await atOnce(mostAtOnce, due, async (delivery) => {
      if (failing.has(delivery.webhookId)) {
        await deps.deliveries.postpone(delivery, new Date(began.getTime() + nextRunMs).toISOString());
        sums.postponed += 1;
        return;
      }
      const outcome = await tryDelivery(deps, delivery);
      if (outcome === 'delivered') sums.delivered += 1;
      if (outcome === 'given_up') sums.givenUp += 1;
      if (outcome !== 'failed') return;
      failing.add(delivery.webhookId);
      sums.failed += 1;
    });
  } while (due.length === pageSize && goOn());
  if (due.length === pageSize) deps.count('WebhooksOverdue', 1);
  if (looks.failed > 0) throw new Error(`${looks.failed} looks at badges could not be taken`);
  return { ...sums, badgeLooks: looks.taken };
}

/** One that cannot be taken stays due, and keeps neither the others nor a delivery from being made. */
async function runLooks(deps: WebhookSenderDeps): Promise<{ readonly taken: number; readonly failed: number }> {
  const sums = { taken: 0, failed: 0 };
  await atOnce(mostAtOnce, await deps.badgeLooks.due(deps.now(), pageSize), async (look) => {
    try {
      await lookAtBadges(deps, look.accountId);
      await deps.badgeLooks.done(look);
      sums.taken += 1;
    } catch (error) {
      deps.log.error('look at badges not taken', error, { account: look.accountId });
      sums.failed += 1;
    }
  });
  return sums;
}
