import { personActing } from '../../domain/accounts/actor.ts';
import type { Membership, Person } from '../../domain/accounts/member.ts';
import { AppError, found } from '../../errors.ts';
import type { Members } from '../../storage/accounts/members.ts';
import type { Leaving, People } from '../../storage/accounts/people.ts';
import { type ContactDeps, moveContact } from './move-contact.ts';

/** The stores that a person's memberships end in. */
export type LeavingDeps = ContactDeps & {
  readonly people: Pick<People, 'find' | 'leave'>;
  readonly members: Pick<Members, 'ofPerson' | 'rosterOf'>;
  readonly now: () => Date;
  readonly newId: () => string;
};

type Leaver = Pick<Person, 'id' | 'email'>;

/**
 * Every membership of a person as it would end now.
 * @throws AppError 409 where they are an organization's last owner, naming it
 */
export async function membershipsToEnd(deps: LeavingDeps, person: Leaver): Promise<readonly Leaving[]> {
  const ending: Leaving[] = [];
  for (const each of await deps.members.ofPerson(person.id)) ending.push(await endOf(deps, person, each));
  return ending;
}

/**
 * Ends every membership of a person who leaves, all or none, so no organization loses its last owner. From then on they get nothing new.
 * @throws AppError 409
 */
export async function leavePerson(deps: LeavingDeps, person: Leaver): Promise<void> {
  const ending = await membershipsToEnd(deps, person);
  if (!(await deps.people.leave(person, ending, deps.now().toISOString())))
    throw new AppError('conflict', 'Your memberships changed meanwhile. Try again.');
}

async function endOf(deps: LeavingDeps, { id, email }: Leaver, { accountId, role }: Membership): Promise<Leaving> {
  const account = found(await deps.accounts.find(accountId), 'This organization');
  const { members } = await deps.members.rosterOf(accountId);
  const member = {
    accountId,
    ...found(
      members.find(({ personId }) => personId === id),
      'This member',
    ),
  };
  if (account.leavingAt !== undefined) return { member, audit: null };
  const others = members.filter(({ personId }) => personId !== id);
  if (role === 'owner' && !others.some((each) => each.role === 'owner'))
    throw new AppError(
      'conflict',
      `You are the last owner of ${account.organization}. Make another member an owner first, or delete it.`,
    );
  await moveContact(deps, { accountId, leaver: id, others });
  const line = {
    id: deps.newId(),
    accountId,
    at: deps.now().toISOString(),
    actor: personActing({ personId: id, email }),
  };
  return { member, audit: { ...line, action: 'member.left', detail: { member: id, from: role } } };
}
