import {
  hasOwner,
  isOperator,
  type OperatorRole,
  type OperatorWord,
  operatorRoleOf,
} from '../../shared/domain/accounts/operator.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { operators as allOperators } from '../../shared/domain/webhooks/webhook.ts';
import type { OperatorWords } from '../../shared/storage/accounts/operator-words.ts';
import type { RoleCommand } from './settings.ts';

/** The configured operators, the command line's words on them, and sources of time and ids. */
export type RolesDeps = {
  readonly catalog: Pick<Catalog, 'operators'>;
  readonly operatorWords: OperatorWords;
  readonly now: () => Date;
  readonly newId: () => string;
};

const actions = { role: 'operator.role_given', remove: 'operator.removed', reset: 'operator.role_reset' } as const;

/** One line an operator: the address, its role now, and the configured one where the command line gave another. */
export async function listOperators({ catalog, operatorWords }: RolesDeps): Promise<readonly string[]> {
  const { words } = await operatorWords.read();
  const width = Math.max(0, ...catalog.operators.map(({ email }) => email.length));
  return catalog.operators.map(({ email, role }) => {
    const word = words.find((each) => each.email === email);
    const now = nameOf(operatorRoleOf(catalog.operators, words, email));
    return `${email.padEnd(width)}  ${now}${word ? `  (by command line, ${word.at}; configured: ${role})` : ''}`;
  });
}

/**
 * Gives a role, takes it away, or goes back to the configured one, together with its line in the operators' trail. Returns the lines to
 * print. It counts from the operator's next request on.
 * @throws Error if the configuration names no such operator, nobody would stay owner, or somebody else changed a role meanwhile
 */
export async function changeRole(deps: RolesDeps, command: RoleCommand): Promise<readonly string[]> {
  const { catalog, operatorWords } = deps;
  const { address, reason, name } = command;
  refuseUnknown(catalog, address);
  const { version, words } = await operatorWords.read();
  const at = deps.now().toISOString();
  const next = [...words.filter(({ email }) => email !== address), ...wordsOf(command, at)];
  if (!hasOwner(catalog.operators, next))
    throw new Error('Nobody would be an owner any more. Give somebody else the role owner first.');
  const [before, after] = [words, next].map((each) => nameOf(operatorRoleOf(catalog.operators, each, address)));
  const detail = { operator: address, before: before ?? '', after: after ?? '', reason };
  const actor = 'command line';
  const line = { id: deps.newId(), accountId: allOperators, at, action: actions[name], actor, detail } as const;
  if (!(await operatorWords.replace({ version, words: next }, line)))
    throw new Error('Somebody else changed a role at the same time. Look with "list", then try again.');
  return [`${address}: ${before} → ${after}, from the next request on.`];
}

/** @throws Error for an address that tollgate.config.ts does not name */
export function refuseUnknown({ operators }: Pick<Catalog, 'operators'>, address: string): void {
  if (isOperator(operators, address)) return;
  const known = operators.map(({ email }) => email).join(', ');
  throw new Error(`${address} is no operator in tollgate.config.ts; named there: ${known}.`);
}

function wordsOf(command: RoleCommand, at: string): readonly OperatorWord[] {
  const email = command.address;
  switch (command.name) {
    case 'role':
      return [{ email, role: command.role, at }];
    case 'remove':
      return [{ email, role: null, at }];
    case 'reset':
      return [];
  }
}

const nameOf = (role: OperatorRole | null): string => role ?? 'no role';
