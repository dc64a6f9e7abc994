import { type Account, type Language, lifeOf, normalEmail } from '../../shared/domain/accounts/account.ts';
import type { KeptMail } from '../../shared/domain/mail/again.ts';
import { AppError } from '../../shared/errors.ts';
import type { KeptInLog } from '../../shared/storage/accounts/mail-log.ts';
import type { AdminDeps } from './deps.ts';

/** All that the email is made from. @throws AppError 409 where it is not sent again */
export function keptIfAllowed(account: Account, { kept, again }: KeptInLog): KeptMail {
  if (lifeOf(account) !== 'active') throw refused.leaving();
  if (again === 'one_time_link') throw refused.oneTimeLink();
  if (kept === null) throw refused.notKept();
  return kept;
}

const refused = {
  leaving: () => new AppError('conflict', 'This organization is being deleted.'),
  oneTimeLink: () =>
    new AppError(
      'conflict',
      'This email has a link that works once, so it is not sent again. The organization can withdraw the invitation and invite the person anew.',
    ),
  notKept: () => new AppError('conflict', 'Nothing is kept of this email, so it is not sent again.'),
  suppressed: () =>
    new AppError(
      'conflict',
      'The address gets no email. Release it under Blocked addresses, then send the email again.',
    ),
};

type Reader = { readonly email: string; readonly language: Language };
type Sent = { readonly template: string; readonly address: string };

/** A letter's member, as long as they are one, and else the organization's address as it is now. */
async function addressedBy(deps: AdminDeps, account: Account, { template, address }: Sent): Promise<Reader> {
  const { email, language } = account;
  if (template === 'notice' || address === email) return { email, language };
  const { members } = await deps.members.rosterOf(account.id);
  const people = await Promise.all(members.map(({ personId }) => deps.people.find(personId)));
  const reader = people.find((person) => person?.email === address);
  return reader ? { email: reader.email, language: reader.language } : { email, language };
}

/** The reader of a mail that is sent again. @throws AppError 409 where the address gets no mail */
export async function readerOf(deps: AdminDeps, account: Account, sent: Sent): Promise<Reader> {
  const reader = await addressedBy(deps, account, sent);
  if (await deps.suppressions.find(normalEmail(reader.email))) throw refused.suppressed();
  return reader;
}
