import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Log } from '../../shared/log.ts';
import type { MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { Members } from '../../shared/storage/accounts/members.ts';
import type { People } from '../../shared/storage/accounts/people.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { LicenceRegistry } from '../../shared/storage/licences/licence-registry.ts';

/** Dependencies of the licence notices. */
export type LicenceNoticesDeps = {
  readonly catalog: Catalog;
  readonly registry: LicenceRegistry;
  readonly accounts: Pick<Accounts, 'list'>;
  readonly access: Pick<AccessStates, 'acceptancesOf'>;
  readonly members: Pick<Members, 'rosterOf'>;
  readonly people: Pick<People, 'find'>;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};
