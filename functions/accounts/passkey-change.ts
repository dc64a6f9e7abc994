import type { Session } from '../../shared/domain/accounts/account.ts';
import { operatorAddresses } from '../../shared/domain/accounts/operator.ts';
import type { PasskeyView } from '../../shared/http/views.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { Authority, ListedPasskey } from '../../shared/storage/accounts/passkeys.ts';
import type { AccountsDeps } from './deps.ts';
import { guardsConsole } from './passkey-authority.ts';

type Change = 'added' | 'removed';

/** A passkey as the API shows it, without its key. */
export const passkeyView = ({ enrolledFor, ...passkey }: ListedPasskey): PasskeyView => ({
  ...passkey,
  operator: enrolledFor !== null,
});

type Told = { readonly change: Change; readonly passkey: ListedPasskey; readonly by: Authority['by'] };

/** The trail's line of a change, with what allowed it. */
export const passkeyLine = (deps: AccountsDeps, session: Session, { change, passkey, by }: Told): AuditEntry =>
  personLine(deps, session, {
    action: `passkey.${change}`,
    detail: { passkey: passkey.id, label: passkey.label, by },
  });

/** Mails a change to the person's address. One of an operator's is mailed to every operator: whoever did it may read one mailbox. */
export async function notifyOfPasskeyChange(
  deps: AccountsDeps,
  session: Session,
  { change, label }: { readonly change: Change; readonly label: string },
): Promise<void> {
  const person = await deps.people.find(session.personId);
  const others = guardsConsole(deps, session)
    ? operatorAddresses(deps.operators, (await deps.operatorWords.read()).words)
    : [];
  const at = deps.now().toISOString();
  const letter = { template: 'passkey_changed', change, label, of: session.email, at } as const;
  for (const email of new Set([session.email, ...others]))
    await deps.mail.send({ ...letter, email, language: person?.language ?? 'en' });
}
