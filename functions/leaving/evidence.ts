import { evidenceKeptUntil } from '../../shared/domain/evidence/retention.ts';
import type { AccountDeletionDeps, Step } from './deps.ts';

/**
 * Keeps each acceptance for as long as licence and law require: name, role, organization, time and the text's hash.
 * The person was told of this before. Email and address are removed. Its use cases, which name nobody, are kept as long.
 * While the organization is under hold, all of it stays as it is, without an end.
 */
export const retainEvidence: Step = async (deps, { id, organization, leavingAt }) => {
  const { access, useCases, catalog, now } = deps;
  const until = (await isUnderHold(deps, id)) ? null : evidenceKeptUntil(leavingAt ?? now().toISOString(), catalog);
  const { acceptances } = await access.read(id);
  for (const acceptance of acceptances) {
    const named = { ...acceptance, organization: acceptance.organization || organization };
    if (until === null) await access.hold(id, named);
    else await access.retain(id, named, until);
  }
  await useCases.retain(id, until);
};

/** Takes the address of somebody who left out of the acceptances that they gave for an organization, unless it is under hold. */
export async function leaveNoSigner({ access }: AccountDeletionDeps, accountId: string, email: string): Promise<void> {
  const { acceptances } = await access.read(accountId);
  for (const acceptance of acceptances.filter((each) => each.email === email))
    await access.retain(accountId, acceptance, null);
}

/**
 * Makes what is kept of an organization agree with its hold, which was placed or released. After a release the erasures that waited go on:
 * those of a deleted organization, and those of its people who left.
 */
export async function settleEvidence(deps: AccountDeletionDeps, accountId: string): Promise<void> {
  const account = await deps.accounts.find(accountId);
  if (!account) return;
  const isGone = account.leftAt !== undefined;
  if (isGone) await retainEvidence(deps, account);
  if (await isUnderHold(deps, accountId)) return;
  for (const person of await deps.heldKeys.waiting(accountId)) {
    if (!isGone) await leaveNoSigner(deps, accountId, person.email);
    await deps.heldKeys.giveUp(person);
    await deps.heldKeys.forget(accountId, person.personId);
  }
  deps.log.info('evidence agrees with the hold', { account: accountId });
}

/** Whether the evidence of an organization is under hold. */
export const isUnderHold = async ({ holds }: AccountDeletionDeps, accountId: string): Promise<boolean> =>
  (await holds.find(accountId)) !== null;
