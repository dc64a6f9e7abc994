import { parseArgs } from 'node:util';

const usage = `Usage: npm run operators -- invite ADDRESS --stage STAGE --table NAME
       npm run operators -- invite ADDRESS [--url http://localhost:4000]

Shows a one-time code. With it the operator of this address registers a passkey: the first one, or another after a loss. The code works
once, for 24 hours, and a new one replaces it. Don't send it by email. Without --stage the command uses the local world. For a stage
it takes the AWS credentials of the environment and the table's name (the output TableName of the data stack, or TABLE_NAME).`;

/** The operator's address, and the deployment: a local world by its address, or a stage by its table. */
export type Settings = { readonly address: string } & (
  | { readonly where: 'local'; readonly url: string }
  | { readonly where: 'stage'; readonly tableName: string }
);

const options = { url: { type: 'string' }, stage: { type: 'string' }, table: { type: 'string' } } as const;

/** The request of the command line and the environment. @throws Error whose message is the usage, or names the mistake */
export function readSettings(args: readonly string[]): Settings {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [what, given, ...more] = positionals;
  if (what !== 'invite' || given === undefined || more.length > 0 || (values.url && values.stage))
    throw new Error(usage);
  const address = given.trim().toLowerCase();
  const { PORT = '4000', TABLE_NAME } = process.env;
  if (values.stage === undefined) {
    const { url = `http://localhost:${PORT}` } = values;
    if (!URL.canParse(url)) throw new Error(`--url must be an address such as http://localhost:4000, not "${url}".`);
    return { address, where: 'local', url };
  }
  const tableName = values.table ?? TABLE_NAME;
  if (!tableName) throw new Error('With --stage give --table too: the output TableName of the data stack.');
  return { address, where: 'stage', tableName };
}
