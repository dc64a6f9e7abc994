import { periodPassed } from '../../domain/billing/stripe-message.ts';
import type { StripeQueue } from '../../queues.ts';
import type { AdmissionInstance } from './instance.ts';

type Asking = { readonly queue: StripeQueue; readonly now: () => Date };

/**
 * The instance, which also asks for a sync of a subscription whose period has passed without news, if a call was admitted under it. It asks
 * once an instance and period, after the answer. A failed message is sent after the next answer.
 */
export function askingForSyncs(instance: AdmissionInstance, { queue, now }: Asking): AdmissionInstance {
  const asked = new Set<string>();
  const waiting = new Map<string, string>();
  const ask = async () => {
    for (const [subscriptionId, periodEnd] of waiting) {
      const message = periodPassed(subscriptionId, { periodEnd, now: now() });
      if (!asked.has(message.id)) await queue.send(message, message.id);
      asked.add(message.id);
      waiting.delete(subscriptionId);
    }
  };
  return {
    ...instance,
    async admit(request) {
      const admission = await instance.admit(request);
      if (admission.allowed && admission.caller.entitlement.assumed) {
        for (const { subscriptionId, periodEnd } of admission.caller.account.state.grants) {
          if (Date.parse(periodEnd) <= now().getTime()) waiting.set(subscriptionId, periodEnd);
        }
      }
      return admission;
    },
    async afterAnswer() {
      await instance.afterAnswer();
      await ask();
    },
  };
}
