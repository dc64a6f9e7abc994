import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { eventsOver } from '../../shared/storage/billing/stripe-events.ts';
import type { Drawing } from './drawing.ts';
import { drawnText } from './drawn.ts';

const hourMs = 3_600_000;
const types = ['invoice.paid', 'customer.subscription.updated', 'invoice.created', 'charge.succeeded'] as const;

/** Writes events of one customer over the last 30 days. One in five hundred is parked, one in a thousand failed. */
export async function writeEvents(drawing: Drawing, customerId: string, count: number): Promise<void> {
  const { table, random, now } = drawing;
  const events = eventsOver(table);
  for (let i = 0; i < count; i++) {
    const at = new Date(now.getTime() - Math.floor(random.next() * 30 * 24 * hourMs));
    const message: StripeMessage = {
      ...{ id: `evt_${drawnText(random, 16)}`, type: random.pick(types), createdAt: at.toISOString(), livemode: false },
      ...{ apiVersion: null, objectId: `in_${drawnText(random, 14)}`, customerId, via: null },
    };
    const chance = random.next();
    const outcome = chance < 0.002 ? 'parked' : chance < 0.003 ? 'failed' : 'handled';
    const error = outcome === 'handled' ? null : random.pick(['No such customer: cus_000000', 'Stripe timed out']);
    await events.end(message, { at, outcome, error, apiVersionDiffers: false });
  }
}
