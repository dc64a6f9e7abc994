import type { Member, Membership } from '../../domain/accounts/member.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { Members, Roster } from '../../storage/accounts/members.ts';
import type { People } from '../../storage/accounts/people.ts';

/** The stores that a person of an older account is written to. */
export type SettlingDeps = {
  readonly people: Pick<People, 'isAdopted' | 'adopt'>;
  readonly accounts: Pick<Accounts, 'find'>;
};

/**
 * Writes the person and the ownership of an account that was written before people were, once, at the first sign-in or change after that.
 * Until then reading them finds the same.
 */
export async function settlePerson({ people, accounts }: SettlingDeps, personId: string): Promise<void> {
  if (await people.isAdopted(personId)) return;
  const account = await accounts.find(personId);
  if (account && account.leftAt === undefined) await people.adopt(account);
}

type ReadingDeps = Pick<SettlingDeps, 'accounts'> & { readonly members: Pick<Members, 'ofPerson' | 'rosterOf'> } & {
  readonly people: Pick<People, 'isAdopted'>;
};

/** The organizations of a person, the oldest first; of an older account's person that account. It writes nothing. */
export async function membershipsNow(deps: ReadingDeps, personId: string): Promise<readonly Membership[]> {
  const own = (await deps.people.isAdopted(personId)) ? null : await deps.accounts.find(personId);
  if (!own) return deps.members.ofPerson(personId);
  return [{ accountId: own.id, role: 'owner', since: own.createdAt }];
}

/** The members and invitations of an organization; of an older account its one person. It writes nothing. */
export async function rosterNow(deps: ReadingDeps, accountId: string): Promise<Roster> {
  const roster = await deps.members.rosterOf(accountId);
  if (roster.members.length > 0) return roster;
  const own = await deps.accounts.find(accountId);
  const member: Member | null = own && { personId: own.id, role: 'owner', since: own.createdAt };
  return { ...roster, members: member ? [member] : [] };
}
