import type { UsageCheckQueue } from '../../queues.ts';
import type { AdmissionInstance } from './instance.ts';

type Telling = { readonly queue: UsageCheckQueue; readonly now: () => number };

/** So often of one account: what was too early to be given back may be had by then. */
const tellAgainMs = 15_000;
const maxRemembered = 10_000;

/**
 * The instance, which after an answer also tells the queue whose calls are refused since nothing is left. A message that failed is sent
 * after the next answer.
 */
export function notifyingUsedUp(instance: AdmissionInstance, { queue, now }: Telling): AdmissionInstance {
  const refused = new Set<string>();
  const toldAt = new Map<string, number>();
  const isDue = (accountId: string) => now() - (toldAt.get(accountId) ?? Number.NEGATIVE_INFINITY) >= tellAgainMs;
  const tell = async () => {
    for (const accountId of refused) {
      if (isDue(accountId)) {
        await queue.send({ accountId, looked: 0 });
        if (toldAt.size >= maxRemembered) toldAt.clear();
        toldAt.set(accountId, now());
      }
      refused.delete(accountId);
    }
  };
  return {
    ...instance,
    async admit(request) {
      const admission = await instance.admit(request);
      if (!admission.allowed && admission.usedUpBy !== undefined) refused.add(admission.usedUpBy);
      return admission;
    },
    async afterAnswer() {
      await instance.afterAnswer();
      await tell();
    },
  };
}
