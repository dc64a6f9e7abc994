import { randomBytes } from 'node:crypto';
import { putParameter, readParameter } from '../parameters.ts';

/** Writes Stripe's key and, where missing, the key pepper, and the keys of webhooks' secrets, retired handles and sightings. */
export async function putDeploymentSecrets(path: string, stripeKey = ''): Promise<void> {
  if (!/^(sk|rk)_(test|live)_/.test(stripeKey)) {
    throw new Error('Set STRIPE_SECRET_KEY to the key of the Stripe account (sk_test_… or rk_test_… to try).');
  }
  await putParameter(`${path}/stripe-secret-key`, stripeKey);
  console.log(`~ ${path}/stripe-secret-key`);
  await makeOnce(`${path}/key-peppers`);
  await makeOnce(`${path}/webhook-keys`);
  await makeOnce(`${path}/handle-key`);
  await makeOnce(`${path}/together-key`);
}

async function makeOnce(name: string): Promise<void> {
  if ((await readParameter(name)) !== undefined) return console.log(`= ${name}  kept`);
  await putParameter(name, JSON.stringify({ 1: randomBytes(32).toString('base64url') }));
  console.log(`+ ${name}`);
}
