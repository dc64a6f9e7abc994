import type { Member } from '../../domain/accounts/member.ts';
import { AppError } from '../../errors.ts';
import type { AccountDeletionQueue } from '../../queues.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { People } from '../../storage/accounts/people.ts';

/** The stores and the queue by which an organization's mails find another member. */
export type ContactDeps = {
  readonly accounts: Pick<Accounts, 'find' | 'changeContact'>;
  readonly people: Pick<People, 'find'>;
  readonly leaving: AccountDeletionQueue;
};

type Leaves = { readonly accountId: string; readonly leaver: string; readonly others: readonly Member[] };

/** The roles whose holders get mails about the organization first. */
const order = ['owner', 'billing', 'admin', 'developer', 'viewer'] as const;

/**
 * Before a member leaves, moves the mails about the organization to another one where they went to the leaver. Stripe is told by a queue each
 * time, so a request that was interrupted can be sent again.
 * @throws AppError 409 where the address changed meanwhile
 */
export async function moveContact(deps: ContactDeps, { accountId, leaver, others }: Leaves): Promise<void> {
  const [account, person] = await Promise.all([deps.accounts.find(accountId), deps.people.find(leaver)]);
  if (!account || !person) return;
  if (account.email === person.email) {
    const [next] = others.toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role));
    const to = next && (await deps.people.find(next.personId));
    if (!to || !(await deps.accounts.changeContact({ accountId, from: account.email, to: to.email })))
      throw new AppError('conflict', 'The members changed meanwhile. Look at them again.');
  }
  await deps.leaving.send({ contactOf: accountId });
}
