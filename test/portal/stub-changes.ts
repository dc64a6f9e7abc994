import type { ChangePreviewView, ChangeView } from '../../shared/http/views.ts';
import { gone, ok, type Route } from './stub-answers.ts';
import type { World } from './stub-state.ts';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'usd' });
const held = ({ account }: World, id: string | undefined) => account?.subscriptions.find((each) => each.id === id);

/** Changes of plan as the API answers them. Pro costs more and takes effect now unless the card is declined; other changes come later. */
export const planChanges: Record<string, Route> = {
  'POST /v1/subscription/preview': (world, { body }) => {
    const subscription = held(world, body.subscription);
    if (!subscription) return gone;
    if (body.price !== 'pro_monthly')
      return ok<ChangePreviewView>({
        when: 'period_end',
        at: subscription.periodEnd,
        prorationAt: null,
        period: null,
        byDebit: false,
        due: usd(100_00),
        total: usd(100_00),
        lines: [{ description: '1 × Basic (at $100.00 / month)', amount: usd(100_00) }],
      });
    return ok<ChangePreviewView>({
      when: 'now',
      at: null,
      prorationAt: '2026-11-24T10:00:00.000Z',
      period: null,
      byDebit: false,
      billsUsageFirst: true,
      due: usd(1_796_67),
      total: usd(1_796_67),
      lines: [
        { description: 'Unused time on Basic after 24 Nov 2026', amount: usd(-36_66) },
        { description: 'Remaining time on Pro after 24 Nov 2026', amount: usd(1_833_33) },
      ],
    });
  },
  'POST /v1/subscription/change': (world, { body }) => {
    const subscription = held(world, body.subscription);
    if (!subscription) return gone;
    const wanted = { price: body.price ?? null, affiliates: Number(body.affiliates ?? 0) };
    if (wanted.price !== 'pro_monthly') {
      Object.assign(subscription, { scheduled: { ...wanted, at: subscription.periodEnd } });
      return ok<ChangeView>({ outcome: 'scheduled', subscription });
    }
    if (world.declines) {
      const pending = { ...wanted, expiresAt: '2026-11-25T09:00:00.000Z', url: '/elsewhere/invoice' };
      Object.assign(subscription, { pending });
      return ok<ChangeView>({ outcome: 'awaiting_payment', subscription });
    }
    Object.assign(subscription, { price: 'pro_monthly', plan: 'pro' });
    return ok<ChangeView>({ outcome: 'changed', subscription });
  },
};
