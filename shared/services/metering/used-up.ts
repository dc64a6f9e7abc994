import type { UsageCheckQueue } from '../../queues.ts';
import type { AdmissionInstance } from './instance.ts';

type Notifying = { readonly queue: UsageCheckQueue; readonly now: () => number };

/** The interval between messages of one account: by then units may come back that were too young before. */
const notifyAgainMs = 15_000;
const maxRemembered = 10_000;

/**
 * The instance, which after an answer also queues accounts whose calls were refused because nothing is left. A failed message is sent after
 * the next answer.
 */
export function notifyingUsedUp(instance: AdmissionInstance, { queue, now }: Notifying): AdmissionInstance {
  const refused = new Set<string>();
  const notifiedAt = new Map<string, number>();
  const isDue = (accountId: string) => now() - (notifiedAt.get(accountId) ?? Number.NEGATIVE_INFINITY) >= notifyAgainMs;
  const notify = async () => {
    for (const accountId of refused) {
      if (isDue(accountId)) {
        await queue.send({ accountId, looked: 0 });
        if (notifiedAt.size >= maxRemembered) notifiedAt.clear();
        notifiedAt.set(accountId, now());
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
      await notify();
    },
  };
}
