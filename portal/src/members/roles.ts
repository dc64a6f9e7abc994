import type { AccountView } from '../../../shared/http/views.ts';

/** A member's role in an organization. */
export type Role = AccountView['role'];

/** Every role, with the least first, as they are offered. */
export const roles = ['viewer', 'developer', 'billing', 'admin', 'owner'] as const satisfies readonly Role[];

/** The roles that may do a kind of thing, as the API's routes declare them; a test compares both. */
export const rolesThatMay = {
  technical: ['owner', 'admin', 'developer'],
  money: ['owner', 'admin', 'billing'],
  admins: ['owner', 'admin'],
  owner: ['owner'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Keys, apps and webhooks are technical; plans and invoices are money; licences, badges and members are of admins. */
export type Act = keyof typeof rolesThatMay;

/** Whether a role may do it. Where no role counts, as in the operator's console, the API alone decides. */
export const may = (role: Role | null, act: Act): boolean =>
  role === null || rolesThatMay[act].some((each) => each === role);

/** Whether a member with the role `by` may give or take the roles named: owners every one, admins all but owner. */
export const mayGive = (by: Role, ...named: readonly Role[]): boolean =>
  by === 'owner' || (by === 'admin' && !named.includes('owner'));
