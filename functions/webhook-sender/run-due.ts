import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Delivery } from '../../shared/domain/webhooks/delivery.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { tryDelivery } from './try-delivery.ts';

const pageSize = 100;
const maxAtOnce = 10;
/** To the next run, and a bit. */
const nextRunMs = 60_000;

/** How many due deliveries a run delivered, how many tries failed, and how many were given up or postponed. */
export type DueReport = {
  readonly delivered: number;
  readonly failed: number;
  readonly givenUp: number;
  readonly postponed: number;
};

/**
 * Tries what is due, what has waited longest first. A receiver that failed once in a run is left for the next. So one that does not answer
 * delays the others for one try only.
 */
export async function runDue(deps: WebhookSenderDeps, goOn: () => boolean): Promise<DueReport> {
  const sums = { delivered: 0, failed: 0, givenUp: 0, postponed: 0 };
  const failing = new Set<string>();
  const began = deps.now();
  let due: readonly Delivery[];
  let oldestAt: string | null | undefined;
  do {
    due = await deps.deliveries.due(began, pageSize);
    oldestAt ??= due[0]?.dueAt ?? null;
    await mapConcurrent(maxAtOnce, due, async (delivery) => {
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
  await deps.pulses.beat('webhooks', { at: began.toISOString(), oldestAt: oldestAt ?? null });
  if (due.length === pageSize) deps.count('WebhooksOverdue', 1);
  return sums;
}
