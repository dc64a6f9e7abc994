import type { Account } from '../../shared/domain/accounts/account.ts';
import type { People } from '../../shared/storage/accounts/people.ts';

/** Writes an account with its one owner, as signing up does; the owner has the account's id. */
export async function founded(
  { people }: { readonly people: Pick<People, 'create'> },
  account: Account,
): Promise<void> {
  const { id, email, language, createdAt } = account;
  if (!(await people.create({ id, email, language, createdAt }, account)))
    throw new Error(`There is a person of ${email} already`);
}
