import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { ChangePreviewView } from '../../shared/http/views.ts';
import type { InvoicePreview } from '../../shared/stripe/gateway.ts';
import type { BillingDeps } from './deps.ts';
import { type BuyerChange, PlanChangeBody, requestedChange } from './requested-change.ts';
import { isSettledFirst } from './settle-overage.ts';

/**
 * POST /v1/subscription/preview: when a change of plan would take effect and what it would cost then, from Stripe; nothing changes.
 * A change made with the preview's `prorationAt` costs what the preview says, to the cent.
 */
export const previewPlanChange =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const requested = bodyOf(request, PlanChangeBody);
    const planned = await requestedChange(deps, request.session.accountId, requested);
    return ok(await previewOf(deps, planned));
  };

/** The cost of a change and the time from which it applies, by a preview of Stripe's; no amounts where nothing is charged. */
export async function previewOf(
  { stripe, now }: BillingDeps,
  { change, items, subscription }: BuyerChange,
): Promise<ChangePreviewView> {
  if (change.when === 'kept' || change.when === 'already') return free(change.when);
  if (change.when === 'period_end')
    return {
      ...{ when: 'period_end', at: change.at, prorationAt: null, byDebit: change.byDebit === true },
      period: null,
      ...costs(await stripe.previewRenewal(items)),
    };
  if (!change.isProrated) return free('now');
  const prorationAt = new Date(Math.floor(now().getTime() / 1000) * 1000).toISOString();
  const preview = await stripe.previewChange({ ...items, prorationAt });
  const usage = isSettledFirst(subscription) ? { billsUsageFirst: true as const } : {};
  return { when: 'now', at: null, prorationAt, period: preview.period, byDebit: false, ...usage, ...costs(preview) };
}

const free = (when: ChangePreviewView['when']): ChangePreviewView => ({
  when,
  at: null,
  prorationAt: null,
  period: null,
  byDebit: false,
  due: null,
  total: null,
  lines: [],
});

const costs = ({ currency, dueMinor, totalMinor, lines }: InvoicePreview) => ({
  due: { amountMinor: dueMinor, currency },
  total: { amountMinor: totalMinor, currency },
  lines: lines.map(({ description, amountMinor }) => ({ description, amount: { amountMinor, currency } })),
});
