import type { Account, SignInLink } from '../../shared/domain/accounts/account.ts';
import type { Membership, Person } from '../../shared/domain/accounts/member.ts';
import { isOperator } from '../../shared/domain/accounts/operator.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import type { AccountsDeps } from './deps.ts';

/** A person who signs in, with their organizations. */
export type SigningIn = { readonly person: Person; readonly memberships: readonly Membership[] };

/**
 * The person whom a link signs in. One with an organization, or of an operator, makes the person and the organization where they have none. One
 * without is for a person who exists or whom an organization invites; null where that has ended since.
 */
export async function personOfLink(
  deps: AccountsDeps,
  link: SignInLink,
  request: ApiRequest,
): Promise<SigningIn | null> {
  const { operators, name } = deps.catalog;
  const organization = link.organization ?? (isOperator(operators, link.email) ? textIn(name, 'en') : null);
  const person = await deps.people.findByEmail(link.email);
  if (person) return withOrganization(deps, await settled(deps, person), organization);
  if (organization === null && !(await deps.memberInvitations.isInvited(link.email, deps.now()))) return null;
  const made = newPerson(deps, link.email, request);
  const account = organization === null ? null : newAccount(deps, made, organization);
  await deps.people.create(made, account);
  const winner = await deps.people.findByEmail(link.email);
  if (!winner) throw new Error('A person could neither be made nor found');
  return settled(deps, winner);
}

/** A person with their organizations. */
export async function settled(deps: AccountsDeps, person: Person): Promise<SigningIn> {
  await settlePerson(deps, person.id);
  return { person, memberships: await deps.members.ofPerson(person.id) };
}

/** Sign-up gives an organization to a person who came by an invitation and has none; one who has some just signs in. */
async function withOrganization(
  deps: AccountsDeps,
  { person, memberships }: SigningIn,
  organization: string | null,
): Promise<SigningIn> {
  if (memberships.length > 0 || organization === null) return { person, memberships };
  await deps.people.found(person.id, newAccount(deps, person, organization), null);
  return { person, memberships: await deps.members.ofPerson(person.id) };
}

const newPerson = ({ newId, now }: AccountsDeps, email: string, request: ApiRequest): Person => ({
  id: `per_${newId()}`,
  email,
  language: languageOf(request),
  createdAt: now().toISOString(),
});

const newAccount = ({ newId, now }: AccountsDeps, { email, language }: Person, organization: string): Account => ({
  id: `acc_${newId()}`,
  email,
  organization,
  language,
  createdAt: now().toISOString(),
  stripeCustomerId: null,
});
