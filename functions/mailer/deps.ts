import type { MailDomains } from '../../shared/dns/mail-domains.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { MailLog } from '../../shared/storage/accounts/mail-log.ts';
import type { MemberInvitations } from '../../shared/storage/accounts/member-invitations.ts';
import type { Notices } from '../../shared/storage/accounts/notices.ts';
import type { People } from '../../shared/storage/accounts/people.ts';
import type { SignIn } from '../../shared/storage/accounts/sign-in.ts';
import type { Suppressions } from '../../shared/storage/accounts/suppressions.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { Mail } from './mail.ts';
import type { PutOffDeps } from './put-off.ts';

/** The repositories, the delivery and the facts that the mailer needs. */
export type MailerDeps = PutOffDeps & {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'find' | 'findByEmail'>;
  readonly people: Pick<People, 'isKnown'>;
  readonly memberInvitations: Pick<MemberInvitations, 'isInvited' | 'find' | 'putToken'>;
  readonly sessions: Pick<SignIn, 'putLink' | 'setLatestLink' | 'hasWorkingLink'>;
  readonly throttles: Throttles;
  readonly mailDomains: MailDomains;
  readonly notices: Notices;
  readonly mailLog: Pick<MailLog, 'note'>;
  readonly suppressions: Pick<Suppressions, 'find'>;
  /** Resolves once the mail is taken for delivery. */
  readonly deliver: (mail: Mail) => Promise<void>;
  readonly origin: string;
  readonly newToken: () => string;
  readonly now: () => Date;
};
