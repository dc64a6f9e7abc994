import type { SubscriptionView } from '../../../shared/http/views.ts';
import type { Tone } from '../ui/tag.tsx';

const tones = {
  active: 'good',
  trialing: 'good',
  past_due: 'warn',
  overdue: 'warn',
  unpaid: 'bad',
  canceled: 'plain',
  underway: 'warn',
  incomplete: 'warn',
  incomplete_expired: 'plain',
  paused: 'warn',
} as const satisfies Record<string, Tone>;

type KnownStatus = keyof typeof tones;
const isKnown = (status: string): status is KnownStatus => Object.hasOwn(tones, status);

/**
 * The status as a translated word, or Stripe's own if it is new. `ending`: cancelled, but still running. `underway`: a bank has not
 * answered yet. `past_due`: a payment failed, even if Stripe no longer retries it. `overdue`: an invoice is late.
 */
export function statusOf({ status, endsAt, awaitsFirstPayment, unpaidBecause, invoiceDueAt }: SubscriptionView) {
  if (status === 'past_due' && invoiceDueAt !== null) return { known: 'overdue' as const, tone: tones.overdue };
  if (status === 'active' && unpaidBecause !== null) return { known: 'past_due' as const, tone: tones.past_due };
  if (status === 'active' && awaitsFirstPayment) return { known: 'underway' as const, tone: tones.underway };
  if (!isKnown(status)) return { raw: status, tone: 'warn' as const };
  if (endsAt !== null && tones[status] === 'good') return { known: 'ending' as const, tone: 'warn' as const };
  return { known: status, tone: tones[status] };
}
