/** What functions take from their environment: secrets, addresses, a log. The table is in `connect-table.ts`. */
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { readEnv, type SecretName } from './env.ts';
import { logOf } from './log.ts';

/** One secret as it is now; null where it was not set yet. */
export async function readSecretIfSet(name: SecretName): Promise<string | null> {
  const { values, pathOf } = await parametersOf([name]);
  return values.get(pathOf(name)) || null;
}

/** Those of the named secrets that were set, by their name. */
export async function readSecretsIfSet<N extends SecretName>(names: readonly N[]): Promise<ReadonlyMap<N, string>> {
  const { values, pathOf } = await parametersOf(names);
  const found = new Map<N, string>();
  for (const name of names) {
    const value = values.get(pathOf(name));
    if (value) found.set(name, value);
  }
  return found;
}

/** The named secrets. @throws Error naming every one that is missing, and how to set it. */
export async function readSecrets<N extends SecretName>(names: readonly N[]): Promise<Record<N, string>> {
  const { values, pathOf } = await parametersOf(names);
  const missing = names.filter((name) => !values.get(pathOf(name)));
  if (missing.length > 0) throw new Error(`Missing SSM parameter: ${missing.map(pathOf).join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, values.get(pathOf(name))])) as Record<N, string>;
}

async function parametersOf(names: readonly SecretName[]) {
  const { SECRETS_PATH } = readEnv(['SECRETS_PATH']);
  const pathOf = (name: SecretName) => `${SECRETS_PATH}/${name}`;
  const client = new SSMClient({});
  const answers = await Promise.all(
    inTens(names.map(pathOf)).map((Names) => client.send(new GetParametersCommand({ Names, WithDecryption: true }))),
  );
  const parameters = answers.flatMap(({ Parameters = [] }) => Parameters);
  return { values: new Map(parameters.map(({ Name, Value }) => [Name, Value])), pathOf };
}

/** As many names as GetParameters takes at once. */
const inTens = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / 10) }, (_, i) => names.slice(i * 10, i * 10 + 10));

/** What every function behind the HTTP API needs. */
export function httpBasics(functionName: string) {
  const { PUBLIC_ORIGIN, ORIGIN_SECRETS } = readEnv(['PUBLIC_ORIGIN', 'ORIGIN_SECRETS']);
  const originSecrets = ORIGIN_SECRETS.split(',');
  return { log: logOf(functionName), origin: PUBLIC_ORIGIN, originSecrets, now: () => new Date() };
}
