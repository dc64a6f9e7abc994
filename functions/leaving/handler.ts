import type { Account } from '../../shared/domain/accounts/account.ts';
import { evidenceKeptUntil } from '../../shared/domain/evidence/retention.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { AccountDeletionMessage } from '../../shared/queues.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { eraseTraces, forgetNames } from './anonymise.ts';
import { deletePerson, isCertainToLeave, tellPerson } from './delete-person.ts';
import { type AccountDeletionDeps, deletionAudit, type PersonStep, type Step } from './deps.ts';
import {
  endAffiliations,
  forgetApps,
  forgetDomains,
  removeWebhooks,
  retireKeys,
  withdrawBadges,
} from './end-access.ts';
import { endPayments } from './end-payments.ts';
import { isUnderHold, retainEvidence, settleEvidence } from './evidence.ts';
import { tellStripe } from './tell-stripe.ts';

/** Queued again where the last step did not follow; the mailer mails it once. */
const tell: Step = async (deps, { id: accountId, email, organization, language, leavingAt }) => {
  const { mail, newId, now, catalog } = deps;
  const acceptancesUntil = evidenceKeptUntil(leavingAt ?? now().toISOString(), catalog);
  const held = await isUnderHold(deps, accountId);
  const letter = { template: 'account_deleted', id: newId(), accountId, organization, acceptancesUntil } as const;
  await mail.send({ ...letter, ...(held && { held }), email, language });
};

/** They are told of the organization's deletion, with which theirs goes. */
const toldBefore: PersonStep = async () => {};

/** The mark comes first: from then on the account gets nothing new. Its people are told while there is an address to write to. */
const steps: readonly Step[] = [
  markLeaving,
  ({ access, now }, { id }) => access.leave(id, now().toISOString()),
  endOnlyPerson,
  retireKeys,
  forgetApps,
  withdrawBadges,
  endPayments,
  endAffiliations,
  forgetDomains,
  removeWebhooks,
  retainEvidence,
  forgetNames,
  eraseTraces,
  tell,
  async (deps, account) =>
    void (await deps.accounts.forget(
      account,
      deletionAudit(deps, account.id, { action: 'account.deleted', detail: {} }),
    )),
];

/** Notes that it goes. A person who is alone in it, and belongs to no other, goes with it. */
async function markLeaving(deps: AccountDeletionDeps, { id }: Account): Promise<void> {
  await settlePerson(deps, id);
  const { members } = await deps.members.rosterOf(id);
  const line = deletionAudit(deps, id, { action: 'account.leaving', detail: {} });
  const [only, ...others] = members;
  if (only && others.length === 0 && (await deps.accounts.leave(id, line, only.personId))) return;
  await deps.accounts.leave(id, line);
}

/** They are signed out at once; the rest of theirs goes at the end. */
async function endOnlyPerson(deps: AccountDeletionDeps, { id }: Account): Promise<void> {
  const { members } = await deps.members.rosterOf(id);
  for (const { personId } of members)
    if (await deps.people.isLeaving(personId)) await deps.sessions.endSessionsOf(personId);
}

/** The members of an organization that is deleted belong to it no longer, and whom it invited are forgotten. */
async function endMembers(deps: AccountDeletionDeps, accountId: string): Promise<void> {
  const { members, invitations } = await deps.members.rosterOf(accountId);
  await deps.memberInvitations.forgetBy(invitations);
  for (const { personId } of members) {
    if (await deps.people.isLeaving(personId)) await deletePerson(deps, personId, toldBefore);
    await deps.members.dissolve(accountId, personId, deps.now().toISOString());
  }
}

async function deleteAccount(deps: AccountDeletionDeps, accountId: string): Promise<void> {
  const account = await deps.accounts.find(accountId);
  if (!account) return;
  if (account.leftAt === undefined) for (const step of steps) await step(deps, account);
  await endMembers(deps, accountId);
  await settleEvidence(deps, accountId);
  deps.log.info('account deleted', { account: accountId });
}

/**
 * Deletes an account or a person (decisions 0009, 0082): what may not be kept goes or loses its names, what must be kept stays. Every step can
 * be done again, so a message that comes back, or twice, goes on where the one before it was interrupted.
 */
export const accountDeletion = (deps: AccountDeletionDeps) =>
  queueFunction(deps, async ({ body }) => {
    const message = JSON.parse(body) as AccountDeletionMessage;
    if ('accountId' in message) await deleteAccount(deps, message.accountId);
    else if ('contactOf' in message) await tellStripe(deps, message.contactOf);
    else if ('evidenceOf' in message) await settleEvidence(deps, message.evidenceOf);
    else if (await isCertainToLeave(deps, message.personId)) await deletePerson(deps, message.personId, tellPerson);
  });
