import type { Accounts } from '../../storage/accounts/accounts.ts';
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
