import type { Account, Language } from '../../shared/domain/accounts/account.ts';
import type { Members } from '../../shared/storage/accounts/members.ts';
import type { People } from '../../shared/storage/accounts/people.ts';

type Deps = { readonly members: Pick<Members, 'rosterOf'>; readonly people: Pick<People, 'find'> };

/** A mailbox; `personId` is absent for the organization's own address. */
export type NoticeReceiver = { readonly email: string; readonly language: Language; readonly personId?: string };

/** The organization's address and those of its owners and admins, who may accept a licence; each address once. */
export async function receiversOf(
  { members, people }: Deps,
  { id, email, language }: Account,
): Promise<NoticeReceiver[]> {
  const roster = await members.rosterOf(id);
  const accepting = roster.members.filter(({ role }) => role === 'owner' || role === 'admin');
  const found = await Promise.all(accepting.map(({ personId }) => people.find(personId)));
  const persons = found.flatMap((person) => (person && person.email !== email ? [person] : []));
  return [
    { email, language },
    ...persons.map((person) => ({ email: person.email, language: person.language, personId: person.id })),
  ];
}
