import { type StripeSimulator, startStripeSimulator } from '@tollgate/stripe-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingPermissions } from '../../shared/stripe/catalog/permissions.ts';
import { taxMistake } from '../../shared/stripe/catalog/tax-setup.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { start } from '../support/app-stripe.ts';

const names = [
  'plan',
  'product',
  'billing_meter',
  'coupon',
  'promotion_code',
  'customer_portal',
  'webhook',
  'subscription',
];
const readsAllButTax = names.map((name) => `rak_${name}_read`);
const options = {
  clock: { now: () => start },
  secretKey: 'sk_test_of_tax_0123456789',
  publishableKey: 'pk_test_x',
  restrictedKeys: { rk_test_all_but_tax: readsAllButTax, rk_test_tax: [...readsAllButTax, 'rak_tax_settings_read'] },
  seed: 1,
};
const simulators: StripeSimulator[] = [];
beforeAll(async () => {
  simulators.push(await startStripeSimulator(options));
  simulators.push(await startStripeSimulator({ ...options, settings: { sellerCountry: '' } }));
});
afterAll(() => Promise.all(simulators.map((each) => each.stop())));

const asKey = (key: string) => stripeClient(key, simulators[0]!.url);

test('a key that may not read the tax settings is told so where the catalogue has tax computed, and only there', async () => {
  const keepsWebhook = false;
  expect(await missingPermissions(asKey('rk_test_all_but_tax'), 'plan', { keepsWebhook })).toEqual([]);
  expect(await missingPermissions(asKey('rk_test_all_but_tax'), 'plan', { keepsWebhook, taxes: true })).toEqual([
    'Tax settings: Read (rak_tax_settings_read)',
  ]);
  expect(await missingPermissions(asKey('rk_test_tax'), 'plan', { keepsWebhook, taxes: true })).toEqual([]);
});

test('an account in which tax was not set up is told what is missing, and where to give it', async () => {
  expect(await taxMistake(stripeClient(options.secretKey, simulators[0]!.url))).toBeNull();
  expect(await taxMistake(stripeClient(options.secretKey, simulators[1]!.url))).toMatch(
    /not set up in this account: give head_office under Tax in the Stripe dashboard/,
  );
});
