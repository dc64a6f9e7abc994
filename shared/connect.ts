/** What functions take from their environment: secrets, addresses, a log. The table is in `connect-table.ts`. */
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { readEnv, type SecretName } from './env.ts';
import { logOf } from './log.ts';

/** One secret as it is now; null where it was not set yet. */
export async function readSecretIfSet(name: SecretName): Promise<string | null> {
  const { values, pathOf } = await parametersOf([name]);
  return values.get(pathOf(name)) || null;
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
  const { Parameters = [] } = await new SSMClient({}).send(
    new GetParametersCommand({ Names: names.map(pathOf), WithDecryption: true }),
  );
  return { values: new Map(Parameters.map(({ Name, Value }) => [Name, Value])), pathOf };
}

/** What every function behind the HTTP API needs. */
export function httpBasics(functionName: string) {
  const { PUBLIC_ORIGIN, ORIGIN_SECRET } = readEnv(['PUBLIC_ORIGIN', 'ORIGIN_SECRET']);
  return { log: logOf(functionName), origin: PUBLIC_ORIGIN, originSecret: ORIGIN_SECRET, now: () => new Date() };
}
