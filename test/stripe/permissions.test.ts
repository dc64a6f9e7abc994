import { startStripeSimulator } from '@tollgate/stripe-simulator';
import { expect, test } from 'vitest';
import { missingPermissions } from '../../shared/stripe/catalog/permissions.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { askPermission, permissionsOfFunctions } from '../../shared/stripe/permissions.ts';
import { start } from '../support/app-stripe.ts';

const key = 'rk_test_that_may_nothing_0123456789';
const secretKey = 'sk_test_of_permissions_0123456789';

async function atStripe<T>(rulesOff: readonly string[], granted: readonly string[], work: (url: string) => Promise<T>) {
  const simulator = await startStripeSimulator({
    clock: { now: () => start },
    secretKey,
    publishableKey: 'pk_test_x',
    restrictedKeys: { [key]: granted },
    rulesOff,
    seed: 1,
  });
  try {
    return await work(simulator.url);
  } finally {
    await simulator.stop();
  }
}

test.each([[[]], [['J3']]])(
  'a permission that is missing is found whether Stripe looks at it before or after the parameters (off: %s)',
  async (rulesOff) => {
    const missing = await atStripe(rulesOff, [], (url) =>
      missingPermissions(stripeClient(key, url), 'push', { keepsWebhook: true, taxes: true }),
    );
    expect(missing).toEqual([
      'Products: Write (rak_product_write)',
      'Prices: Write (rak_plan_write)',
      'Billing meters: Write (rak_billing_meter_write)',
      'Coupons: Write (rak_coupon_write)',
      'Promotion codes: Write (rak_promotion_code_write)',
      'Customer portal: Write (rak_customer_portal_write)',
      'Subscriptions: Read (rak_subscription_read)',
      'Webhook endpoints: Write (rak_webhook_write)',
      'Event destinations: Write (rak_webhook_write)',
      'Tax settings: Read (rak_tax_settings_read)',
    ]);
  },
);

test('each permission of the functions’ key is asked for by its name, and one that cannot be asked for is not called granted', async () => {
  const ask = (url: string) =>
    Promise.all(permissionsOfFunctions.map((each) => askPermission(stripeClient(key, url), each)));
  const names = permissionsOfFunctions.map(({ name }) => name);
  expect((await atStripe([], [], ask)).map(({ answer, name }) => [answer, name])).toEqual(
    names.map((name) => ['missing', name]),
  );
  const granted = await atStripe([], names, ask);
  expect(granted.filter(({ answer }) => answer !== 'granted')).toEqual([
    { answer: 'unknown', name: 'rak_billing_meter_event_write' },
  ]);
});
