import { parseArgs } from 'node:util';
import { type OperatorRole, operatorRoles } from '../../shared/domain/accounts/operator.ts';
import { fieldLimits } from '../../shared/http/field-limits.ts';

const usage = `Usage: npm run operators -- list
       npm run operators -- invite ADDRESS
       npm run operators -- role ADDRESS ROLE --reason "…"
       npm run operators -- remove ADDRESS --reason "…"
       npm run operators -- reset ADDRESS --reason "…"

invite shows a one-time code. With it the operator of this address registers a passkey: the first one, or another after a loss. The code
works once, for 24 hours, and a new one replaces it. Don't send it by email.
role gives another role (${operatorRoles.join(', ')}), remove takes the console away, reset goes back to the role of
tollgate.config.ts. Each counts from the operator's next request on. Only tollgate.config.ts names operators.

Without --stage the commands use the local world (--url http://localhost:4000). For a stage give --stage STAGE --table NAME. The table's
name is the output TableName of the data stack, or TABLE_NAME. The AWS credentials are those of the environment.`;

/** The command, with the address in lower case. */
export type Command = { readonly name: 'list' } | { readonly name: 'invite'; readonly address: string } | RoleCommand;

/** A command that gives or takes a role, and the reason for the trail. */
export type RoleCommand = { readonly address: string; readonly reason: string } & (
  | { readonly name: 'role'; readonly role: OperatorRole }
  | { readonly name: 'remove' | 'reset' }
);

/** The deployment: a local world by its address, or a stage by its table. */
export type Deployment =
  | { readonly where: 'local'; readonly url: string }
  | { readonly where: 'stage'; readonly tableName: string };

/** The command, and the deployment that it is for. */
export type Settings = { readonly command: Command; readonly deployment: Deployment };

const text = { type: 'string' } as const;
const options = { url: text, stage: text, table: text, reason: text };
type Given = { readonly url?: string; readonly stage?: string; readonly table?: string; readonly reason?: string };

/** The request of the command line and the environment. @throws Error whose message is the usage, or names the mistake */
export function readSettings(args: readonly string[]): Settings {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.url && values.stage) throw new Error(usage);
  return { command: commandIn(positionals, values), deployment: deploymentIn(values) };
}

function commandIn(positionals: readonly string[], { reason }: Given): Command {
  const [name, given, role] = positionals;
  const takes = name === 'role' ? 3 : name === 'list' ? 1 : 2;
  if (positionals.length !== takes) throw new Error(usage);
  const address = (given ?? '').trim().toLowerCase();
  if (name === 'list') return { name };
  if (name === 'invite') return { name, address };
  if (name === 'role') return { name, address, role: roleIn(role), reason: reasonIn(reason) };
  if (name === 'remove' || name === 'reset') return { name, address, reason: reasonIn(reason) };
  throw new Error(usage);
}

function roleIn(given: string | undefined): OperatorRole {
  const role = operatorRoles.find((each) => each === given);
  if (!role) throw new Error(`"${given}" is no role; the roles are ${operatorRoles.join(', ')}.`);
  return role;
}

function reasonIn(given: string | undefined): string {
  const reason = given?.trim() ?? '';
  if (reason === '' || reason.length > fieldLimits.reason || /[\p{Cc}\p{Cf}]/u.test(reason))
    throw new Error(`Give --reason: a text of 1 to ${fieldLimits.reason} characters on one line. The trail keeps it.`);
  return reason;
}

/** The deployment that the options name. @throws Error that names the mistake */
export function deploymentIn({ url, stage, table }: Omit<Given, 'reason'>): Deployment {
  const { PORT = '4000', TABLE_NAME } = process.env;
  if (stage === undefined) {
    const address = url ?? `http://localhost:${PORT}`;
    if (!URL.canParse(address))
      throw new Error(`--url must be an address such as http://localhost:4000, not "${address}".`);
    return { where: 'local', url: address };
  }
  const tableName = table ?? TABLE_NAME;
  if (!tableName) throw new Error('With --stage give --table too: the output TableName of the data stack.');
  return { where: 'stage', tableName };
}
