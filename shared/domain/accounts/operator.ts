/** The roles of operators, from the one that may do everything to the one that reads. */
export const operatorRoles = ['owner', 'support', 'reviewer', 'finance', 'read-only'] as const;
/** An operator's role: owners may do everything, the others what `consoleRoles` says. */
export type OperatorRole = (typeof operatorRoles)[number];

/** An operator as `tollgate.config.ts` names them; the address is in lower case. */
export type Operator = { readonly email: string; readonly role: OperatorRole };

/** The command line's word on an operator: another role, or null for none. It lasts until the command line takes it back. */
export type OperatorWord = { readonly email: string; readonly role: OperatorRole | null; readonly at: string };

/** Whether the configuration names the address as an operator's, whatever its role is now. */
export const isOperator = (operators: readonly Operator[], email: string): boolean =>
  operators.some((each) => each.email === email);

/**
 * The role that an address has; null: it is no operator. The configuration decides whose address may be one. The command line decides
 * which role that address has, and may take it away, so its word never makes an operator of anybody else.
 */
export function operatorRoleOf(
  operators: readonly Operator[],
  words: readonly OperatorWord[],
  email: string,
): OperatorRole | null {
  const named = operators.find((each) => each.email === email);
  if (!named) return null;
  const word = words.find((each) => each.email === email);
  return word ? word.role : named.role;
}

/** The addresses of those who are operators by both: mails to every operator go to them. */
export const operatorAddresses = (operators: readonly Operator[], words: readonly OperatorWord[]): readonly string[] =>
  operators.flatMap(({ email }) => (operatorRoleOf(operators, words, email) === null ? [] : [email]));

/** Whether somebody may still do everything, so that roles can be given and taken on the console's own terms. */
export const hasOwner = (operators: readonly Operator[], words: readonly OperatorWord[]): boolean =>
  operators.some(({ email }) => operatorRoleOf(operators, words, email) === 'owner');
