import type { Beat, Pulses } from '../domain/status/pulse.ts';
import { pulseKey } from './pulse-keys.ts';
import type { Table } from './table/table.ts';

/** Work that a schedule begins each minute. */
export type Beating = 'webhooks' | 'billing';

/** The notes of workers for the service status. A later note replaces an earlier one. */
export interface PulseStore {
  beat(worker: Beating, beat: Beat): Promise<void>;
  mailed(outcome: 'sent' | 'refused', at: Date): Promise<void>;
  read(): Promise<Pulses>;
}

/** Notes over the table: four items, whatever the number of buyers. */
export const pulsesOver = (table: Table): PulseStore => ({
  async beat(worker, { at, oldestAt }) {
    await table.put({ ...pulseKey(worker, 'RUN'), at, ...(oldestAt !== null && { oldestAt }) });
  },
  async mailed(outcome, at) {
    await table.put({ ...pulseKey('mail', outcome), at: at.toISOString() });
  },
  async read() {
    const beatOf = async (worker: Beating): Promise<Beat | null> => {
      const { item } = await table.get(pulseKey(worker, 'RUN'));
      return item
        ? { at: String(item.at), oldestAt: item.oldestAt === undefined ? null : String(item.oldestAt) }
        : null;
    };
    const mailedAt = async (outcome: string): Promise<string | null> => {
      const { item } = await table.get(pulseKey('mail', outcome));
      return item ? String(item.at) : null;
    };
    const [webhooks, billing, sentAt, refusedAt] = await Promise.all([
      beatOf('webhooks'),
      beatOf('billing'),
      mailedAt('sent'),
      mailedAt('refused'),
    ]);
    return { webhooks, billing, mail: { sentAt, refusedAt } };
  },
});
