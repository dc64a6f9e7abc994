import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Person } from '../../shared/domain/accounts/member.ts';
import { AppError } from '../../shared/errors.ts';
import type { AccountDeletionQueue } from '../../shared/queues.ts';
import { leavePerson } from '../../shared/services/accounts/leave-person.ts';
import { forgetPersonIn } from './anonymise.ts';
import type { AccountDeletionDeps, PersonStep } from './deps.ts';
import { leaveAffiliation } from './end-affiliation.ts';
import { isUnderHold, leaveNoSigner } from './evidence.ts';
import { tellStripe } from './tell-stripe.ts';

/** Ends every session. None can start any more: starting one checks that the person is not leaving. */
const endSessions: PersonStep = ({ sessions }, { id }) => sessions.endSessionsOf(id);

/** Removes every passkey. */
const removePasskeys: PersonStep = async ({ passkeys }, { id }) => {
  for (const passkey of await passkeys.listOf(id)) await passkeys.remove(id, passkey.id);
};

/** Ends who vouched for their address; the seats that it took are free. */
const endOwnAffiliations: PersonStep = async (deps, { email }) => {
  for (const affiliation of await deps.affiliates.ofEmail(email)) await leaveAffiliation(deps, affiliation);
};

/** Erases invitations to their address, links that were not followed, and why it is not mailed. */
const eraseAddress: PersonStep = async (deps, { email }) => {
  await deps.memberInvitations.forgetOf(email);
  await deps.sessions.forgetLinks(email);
  await deps.suppressions.forgetAddress(email);
};

/** Takes their name out of what the organizations keep that they were a member of. */
const leaveNoName: PersonStep = async (deps, person) => {
  await forgetPersonIn(deps, person, person.id);
  for (const accountId of await deps.members.pastOf(person.id)) {
    const account = await deps.accounts.find(accountId);
    if (!account || account.leftAt !== undefined) continue;
    await forgetPersonIn(deps, person, accountId);
    await leaveNoAddress(deps, person, account);
    await tellStripe(deps, accountId);
  }
};

/** Acceptances and badges of an organization stay; the address of who signed or applied goes. */
async function leaveNoAddress(deps: AccountDeletionDeps, { id, email }: Person, account: Account): Promise<void> {
  await leaveNoSigner(deps, account.id, email);
  for (const badge of await deps.badges.listOf(account.id)) {
    const history = badge.history.map((event) => (event.actor === email ? { ...event, actor: id } : event));
    const names = badge.email === email || badge.history.some(({ actor }) => actor === email);
    const next = { ...badge, email: badge.email === email ? account.email : badge.email, history };
    if (names && !(await deps.badges.note({ ...next, version: badge.version + 1 })))
      throw new Error('A badge changed while one of its people left');
  }
}

/**
 * The ledger's facts stay, and their proofs: nobody reads in them again who the person was. No session of theirs can make another key. While an
 * organization of theirs is under hold, the key waits.
 */
const giveUpKey: PersonStep = async (deps, { id: personId, email }) => {
  await deps.heldKeys.giveUp({ personId, email, organizations: await deps.members.everOf(personId) });
};

const steps: readonly PersonStep[] = [
  endSessions,
  removePasskeys,
  endOwnAffiliations,
  leaveNoName,
  eraseAddress,
  giveUpKey,
];

/** Tells them that it is done, and whether an organization under hold keeps something until its release. */
export const tellPerson: PersonStep = async (deps, { id: accountId, email, language }) => {
  const organizations = await deps.members.everOf(accountId);
  const holds = await Promise.all(organizations.map((organization) => isUnderHold(deps, organization)));
  const held = holds.includes(true);
  const letter = { template: 'person_deleted', id: deps.newId(), accountId, email, language } as const;
  await deps.mail.send({ ...letter, ...(held && { held }) });
};

/** Stripe is told of another address once they left (`leaveNoName`), not by a message. */
const toldLater: AccountDeletionQueue = { send: async () => {} };

/** Whether the person leaves. One whose request was interrupted leaves here, unless an organization would lose its last owner. */
export async function isCertainToLeave(deps: AccountDeletionDeps, personId: string): Promise<boolean> {
  if (await deps.people.isLeaving(personId)) return true;
  const person = await deps.people.find(personId);
  if (!person) return false;
  try {
    await leavePerson({ ...deps, leaving: toldLater }, person);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    deps.log.warn('person stays: their memberships changed', { person: personId });
    return false;
  }
}

/**
 * Deletes a person who leaves: their login goes, and their name from all that their organizations keep. Every step can be done again.
 * `tell` writes to them while there is an address to write to.
 */
export async function deletePerson(deps: AccountDeletionDeps, personId: string, tell: PersonStep): Promise<void> {
  const person = await deps.people.find(personId);
  if (!person) return;
  for (const step of [...steps, tell]) await step(deps, person);
  await deps.people.forget(person, deps.now().toISOString());
  deps.log.info('person deleted', { person: personId });
}
