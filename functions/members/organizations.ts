import * as z from 'zod';
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Membership } from '../../shared/domain/accounts/member.ts';
import { AppError, found } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { country, line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { roleMissing } from '../../shared/http/session.ts';
import type { OrganizationView } from '../../shared/http/views.ts';
import { membershipsNow, settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { idIn, type MembersDeps, memberLine } from './deps.ts';

/** The body of a new organization. */
export const NewOrganizationBody = z.strictObject({
  name: line('organization'),
  legalName: line('organization').optional(),
  country: country.optional(),
});

/** The details to change; null removes one. */
export const OrganizationChangeBody = z.strictObject({
  name: line('organization').optional(),
  legalName: line('organization').nullable().optional(),
  country: country.nullable().optional(),
  mailsStatements: z.boolean().optional().describe('Whether daily statements are emailed.'),
});

const changers = ['owner', 'admin'] as const;

/** GET /v1/organizations: those of the person, the oldest first: the first is the one that requests act for unless they name another. */
export const listOrganizations =
  (deps: MembersDeps): SignedInRoute =>
  async ({ session: { personId } }) => {
    const all = await membershipsNow(deps, personId);
    const accounts = await Promise.all(all.map(({ accountId }) => deps.accounts.find(accountId)));
    const views = await Promise.all(all.map((each, i) => viewOf(deps, each, accounts[i] ?? null)));
    return ok({ data: views.filter((each) => each !== null) });
  };

/** POST /v1/organizations {name, legalName?, country?}: one more organization, which the person owns; 201. */
export const createOrganization =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { name, ...said } = bodyOf(request, NewOrganizationBody);
    const { personId, email } = request.session;
    await settlePerson(deps, personId);
    const person = found(await deps.people.find(personId), 'This person');
    const account: Account = {
      id: `acc_${deps.newId()}`,
      ...{ email, organization: name, language: person.language },
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
      createdAt: deps.now().toISOString(),
      stripeCustomerId: null,
    };
    const session = { personId, accountId: account.id, email };
    const audit = memberLine(deps, session, { action: 'organization.created', detail: {} });
    if (!(await deps.people.found(personId, account, audit)))
      throw new AppError('conflict', 'You belong to the maximum number of organizations, or are deleting your login.');
    const membership = { accountId: account.id, role: 'owner', since: account.createdAt } as const;
    return created(await viewOf(deps, membership, account));
  };

/** GET /v1/organizations/{id}: one of the person's own. */
export const readOrganization =
  (deps: MembersDeps): SignedInRoute =>
  async (request) =>
    ok(await ownOrganizationView(deps, request.session.personId, idIn(request)));

/** PATCH /v1/organizations/{id} {name?, legalName?, country?, mailsStatements?}: null takes a detail away. */
export const changeOrganization =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { name, ...others } = bodyOf(request, OrganizationChangeBody);
    const { personId, email } = request.session;
    const { accountId, role } = await ownMembership(deps, personId, idIn(request));
    if (!changers.some((each) => each === role)) throw roleMissing(changers);
    const change = { ...(name === undefined ? {} : { organization: name }), ...others };
    const fields = Object.keys(change).join(', ');
    if (fields !== '') {
      const line = memberLine(
        deps,
        { personId, accountId, email },
        { action: 'organization.changed', detail: { fields } },
      );
      if (!(await deps.accounts.changeDetails(accountId, change, line)))
        throw new AppError('conflict', 'This organization is being deleted.');
    }
    return ok(await ownOrganizationView(deps, personId, accountId));
  };

async function ownMembership(deps: MembersDeps, personId: string, accountId: string): Promise<Membership> {
  const own = await membershipsNow(deps, personId);
  const membership = own.find((each) => each.accountId === accountId);
  if (!membership) throw new AppError('no_organization', 'You do not belong to this organization.');
  return membership;
}

async function ownOrganizationView(deps: MembersDeps, personId: string, accountId: string): Promise<OrganizationView> {
  const membership = await ownMembership(deps, personId, accountId);
  return found(await viewOf(deps, membership, await deps.accounts.find(accountId)), 'This organization');
}

/** Null: it is deleted, and the membership about to end. */
async function viewOf(
  { domainProofs }: MembersDeps,
  { role, since }: Membership,
  account: Account | null,
): Promise<OrganizationView | null> {
  if (!account || account.leftAt !== undefined) return null;
  return {
    id: account.id,
    name: account.organization,
    legalName: account.legalName ?? null,
    country: account.country ?? null,
    domains: [...(await domainProofs.provenOf(account.id))],
    contactEmail: account.email,
    mailsStatements: account.mailsStatements === true,
    role,
    since,
    createdAt: account.createdAt,
  };
}
