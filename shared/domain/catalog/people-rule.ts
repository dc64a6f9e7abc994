import { type Operator, operatorRoles } from '../accounts/operator.ts';
import { address, lowerCaseAddress } from './price-rule.ts';
import { allOf, listIn, listOf, matching, must, mustBeOneOf, object, objectIn, type Rule } from './rules.ts';

/** A rule for the address that buyers write to. */
export const supportEmail = matching(address, 'must be an email address');

const withRole = object<Operator>({ email: lowerCaseAddress, role: mustBeOneOf(operatorRoles) });

const operator: Rule = (value, path) => (typeof value === 'string' ? lowerCaseAddress : withRole)(value, path);

const addressOf = (value: unknown): unknown => (typeof value === 'string' ? value : objectIn(value).email);

const isOwner = (value: unknown): boolean => typeof value === 'string' || objectIn(value).role === 'owner';

/** A rule for the operators: addresses, or addresses with a role, each once, and among them an owner. */
export const operatorList: Rule = allOf(
  listOf(operator),
  must(
    (value) => !Array.isArray(value) || value.some(isOwner),
    "must name at least one owner: an address, or { email, role: 'owner' }",
  ),
  (value, path) =>
    listIn(value)
      .map(addressOf)
      .flatMap((email, i, all) =>
        typeof email === 'string' && all.indexOf(email) < i
          ? [{ field: `${path}[${i}]`, message: `"${email}" is named before; each operator has one role` }]
          : [],
      ),
);
