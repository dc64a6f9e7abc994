import type { TopUpQueue } from '../../queues.ts';
import { type Counter, type Counters, isLow } from '../../storage/usage/counters.ts';
import type { AdmissionInstance } from './instance.ts';

type MeterCounters = Pick<Counters, 'read' | 'open' | 'take' | 'relimit'>;

/** Counters that note whose credit they show to be so low that more may be bought by itself. */
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

type Telling = { readonly low: Set<string>; readonly queue: TopUpQueue; readonly now: () => number };

/** Whoever buys looks for himself whether and how often, so this only spares the queue. */
const tellAgainMs = 60_000;
const maxRemembered = 10_000;

/** The instance, which after an answer also tells the queue whose credit is low, a minute apart. What could not be told is told after the next. */
export function notifyingLowCredit(instance: AdmissionInstance, { low, queue, now }: Telling): AdmissionInstance {
  const toldAt = new Map<string, number>();
  const isDue = (accountId: string) => now() - (toldAt.get(accountId) ?? Number.NEGATIVE_INFINITY) >= tellAgainMs;
  const tell = async () => {
    for (const accountId of low) {
      if (isDue(accountId)) await queue.send({ accountId });
      else continue;
      if (toldAt.size >= maxRemembered) toldAt.clear();
      toldAt.set(accountId, now());
      low.delete(accountId);
    }
  };
  return {
    ...instance,
    async afterAnswer() {
      await instance.afterAnswer();
      await tell();
    },
  };
}
