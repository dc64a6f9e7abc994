import { createHash } from 'node:crypto';
import type { Affiliation, Seats } from '../../domain/badges/affiliate.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { nextSeats } from '../billing/seats.ts';
import type { Item, Write } from '../table/table.ts';
import { affiliationKey, invitedKey } from './affiliate-keys.ts';
import { isVersion } from './badge-item.ts';

/** The hash that an invited address is stored under, so that no address is kept after its affiliation. */
export const invitedHash = (email: string): string => createHash('sha256').update(email).digest('base64url');

/** The writes that store an affiliation with its seat. Each is refused where the version before has changed. */
export function affiliationWrites(affiliation: Affiliation, seats: Seats): Write[] {
  const { organization, badge, id, email, version } = affiliation;
  return [
    { put: affiliationItem(affiliation), if: version === 1 ? isFirst : isVersion(version - 1) },
    nextSeats(organization, badge, seats),
    ...(affiliation.state === 'invited'
      ? [{ put: { ...invitedKey(invitedHash(email), id), organization, badge, id } }]
      : []),
    ...(affiliation.state === 'invited' || affiliation.state === 'accepted' ? [whileNotDeleting(organization)] : []),
  ];
}

const isFirst = { 'nobody invited them before': { attribute: 'pk', is: 'absent' } } as const;

const affiliationItem = (affiliation: Affiliation): Item => ({ ...affiliationKey(affiliation), ...affiliation });

/** The affiliation that an item holds. */
export function affiliationIn(item: Item): Affiliation {
  const { pk, sk, ...affiliation } = item;
  return { decided: null, ...affiliation } as unknown as Affiliation;
}
