import { parseArgs } from 'node:util';
import { keyMistake } from '../../shared/stripe/catalog/failure.ts';
import { modeOf } from '../catalog/settings.ts';
import { type Parameter, parameterOf, readParameter, secretsPathOf } from '../parameters.ts';

const usage = `Usage: npm run doctor [-- --stage STAGE] [--origin https://your.portal]

Asks Stripe for everything that selling needs, and changes nothing. Each line is ok, WRONG with what to do, or to be checked by hand where
Stripe has no API for it. Ends with 1 where something wrong stops selling.

STRIPE_SECRET_KEY is the key to ask with. With --stage the command also looks at the key that the stage's functions use, and at
the stored webhook secret. That needs AWS credentials. With --origin the endpoint's address is compared.`;

/** A deployment to look at. `key` asks, `functionsKey` is the one that the functions use. */
export type Settings = {
  readonly key: string;
  readonly functionsKey: string;
  readonly origin: string | null;
  /** Where the stage keeps its secrets; null where no stage was named. */
  readonly secretsPath: string | null;
  readonly webhookSecret: { readonly name: string; readonly stored: Parameter | undefined } | null;
};

const options = { stage: { type: 'string' }, origin: { type: 'string' } } as const;

/** From the command line, the environment and the stage's secrets. @throws Error in one sentence, or with the usage */
export async function readSettings(): Promise<Settings> {
  const { values } = parsed();
  const { STRIPE_SECRET_KEY, PUBLIC_ORIGIN } = process.env;
  const secretsPath = values.stage === undefined ? null : secretsPathOf(values.stage);
  const stored = secretsPath === null ? undefined : await readParameter(`${secretsPath}/stripe-secret-key`);
  const key = STRIPE_SECRET_KEY || stored;
  if (!key)
    throw new Error(
      'STRIPE_SECRET_KEY is needed: the key of the Stripe account to look at (sk_test_… or rk_test_… to try).',
    );
  const mistake = keyMistake(key, modeOf(values.stage));
  if (mistake) throw new Error(mistake);
  const name = `${secretsPath}/stripe-webhook-secrets`;
  return {
    key,
    functionsKey: stored ?? key,
    origin: values.origin ?? PUBLIC_ORIGIN ?? null,
    secretsPath,
    webhookSecret: secretsPath === null ? null : { name, stored: await parameterOf(name) },
  };
}

function parsed() {
  try {
    return parseArgs({ options });
  } catch (cause) {
    throw new Error(usage, { cause });
  }
}
