import type { TopUpQueue } from '../../queues.ts';
import { type Counter, type Counters, isLow } from '../../storage/usage/counters.ts';
import type { AdmissionInstance } from './instance.ts';

type MeterCounters = Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;

/** Counters that note each account whose credit is below its top-up threshold. */
export function notingLowCredit(counters: MeterCounters): {
  readonly counters: MeterCounters;
  readonly low: Set<string>;
} {
  const low = new Set<string>();
  const noted = <C extends Counter | null>(accountId: string, counter: C): C => {
    if (counter && isLow(counter)) low.add(accountId);
    return counter;
  };
  return {
    low,
    counters: {
      read: async (id) => noted(id.accountId, await counters.read(id)),
      open: (id, limit) => counters.open(id, limit),
      relimit: async (id, change) => noted(id.accountId, await counters.relimit(id, change)),
      async take(take) {
        const taken = await counters.take(take);
        noted(take.accountId, taken.counter);
        return taken;
      },
    },
  };
}

type Notifying = { readonly low: Set<string>; readonly queue: TopUpQueue; readonly now: () => number };

/** The buying job decides itself whether and how often to buy; this only saves messages. */
const notifyAgainMs = 60_000;
const maxRemembered = 10_000;

/**
 * The instance, which after an answer also queues accounts with low credit, at most once a minute each. A failed message is sent after the
 * next answer.
 */
export function notifyingLowCredit(instance: AdmissionInstance, { low, queue, now }: Notifying): AdmissionInstance {
  const notifiedAt = new Map<string, number>();
  const isDue = (accountId: string) => now() - (notifiedAt.get(accountId) ?? Number.NEGATIVE_INFINITY) >= notifyAgainMs;
  const notify = async () => {
    for (const accountId of low) {
      if (isDue(accountId)) await queue.send({ accountId });
      else continue;
      if (notifiedAt.size >= maxRemembered) notifiedAt.clear();
      notifiedAt.set(accountId, now());
      low.delete(accountId);
    }
  };
  return {
    ...instance,
    async afterAnswer() {
      await instance.afterAnswer();
      await notify();
    },
  };
}
