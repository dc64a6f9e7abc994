import { noSeats, type Seats } from '../../domain/badges/affiliate.ts';
import { seatsKey } from '../badges/affiliate-keys.ts';
import type { Item, ItemValue, Write, WriteCondition } from '../table/table.ts';

/** The seats in an item; none where there is none. */
export function seatsIn(item: Item | undefined): Seats {
  if (!item) return noSeats;
  const { accepted, invited, ceiling, version } = item;
  return { ...noSeats, accepted, invited, ceiling, version } as unknown as Seats;
}

/** Puts seats in place of the version before them. */
export const nextSeats = (accountId: string, badge: string, seats: Seats): Write => ({
  put: { ...seatsKey(accountId, badge), badge, ...(seats as unknown as Record<string, ItemValue>) },
  if: seats.version === 1 ? firstEver : asRead(seats.version - 1),
});

const firstEver: WriteCondition = { 'nobody had a seat before': { attribute: 'pk', is: 'absent' } };
const asRead = (version: number): WriteCondition => ({
  'nobody else took or left a seat': { attribute: 'version', equals: version },
});
