/** `npm run secrets -- --stage STAGE`: puts what only the operator knows, and what nobody should know, into SSM. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { putParameter, readParameter, secretsPathOf } from './parameters.ts';

const usage = `Usage: npm run secrets -- --stage dev

Puts STRIPE_SECRET_KEY from the environment into SSM and makes the pepper of API keys where there is none. The pepper is never
replaced: without it no key works. The webhook's signing secret comes with \`npm run catalog -- push\`.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { stage: { type: 'string' } } });
  const { STRIPE_SECRET_KEY } = process.env;
  if (!values.stage) throw new Error(usage);
  if (!/^(sk|rk)_(test|live)_/.test(STRIPE_SECRET_KEY ?? '')) {
    throw new Error('Set STRIPE_SECRET_KEY to the key of the Stripe account (sk_test_… or rk_test_… to try).');
  }
  const path = secretsPathOf(values.stage);
  await putParameter(`${path}/stripe-secret-key`, STRIPE_SECRET_KEY ?? '');
  console.log(`~ ${path}/stripe-secret-key`);
  const peppers = `${path}/key-peppers`;
  if ((await readParameter(peppers)) !== undefined) return console.log(`= ${peppers}  kept`);
  await putParameter(peppers, JSON.stringify({ 1: randomBytes(32).toString('base64url') }));
  console.log(`+ ${peppers}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
