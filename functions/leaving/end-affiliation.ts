import { type Affiliation, ended, seated } from '../../shared/domain/badges/affiliate.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { type AccountDeletionDeps, deletionAudit } from './deps.ts';

/** Ends one affiliation of somebody who leaves, and forgets their address; the seat that it took is free. */
export async function leaveAffiliation(deps: AccountDeletionDeps, affiliation: Affiliation): Promise<void> {
  const { affiliates } = deps;
  const line = deletionAudit(deps, affiliation.organization, { action: 'affiliation.left', detail: {} });
  const next = ended(affiliation, { how: affiliation.state === 'accepted' ? 'left' : 'declined', at: line.at });
  if (affiliation.state === 'accepted') await expectBadgeChange(deps, affiliation.organization);
  const seats = seated(await affiliates.seatsOf(affiliation), { id: affiliation.id, state: 'left' });
  if (next && !(await affiliates.put(next, seats, line)))
    throw new Error('The seats of an organization changed while one of its affiliates left');
  await affiliates.forget(affiliation, null);
}
