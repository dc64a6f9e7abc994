import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stripeClient } from '../../shared/stripe/client.ts';
import { permissionsOfFunctions } from '../../shared/stripe/permissions.ts';
import { listUndelivered } from '../../shared/stripe/undelivered.ts';
import { startStripe, type TestStripe } from '../support/app-stripe.ts';

const key = 'rk_test_of_the_functions_0123456789';
const closed = createServer((_, response) => response.writeHead(500).end());
let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe(1, {}, { restrictedKeys: { [key]: permissionsOfFunctions.map(({ name }) => name) } });
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/`;
  await stripe.sdk.webhookEndpoints.create({ url, enabled_events: ['*'] });
});
afterAll(async () => {
  await stripe.stop();
  closed.close();
});

async function allUndelivered(sdk = stripeClient(key, stripe.simulator.url)) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUndelivered(sdk, cursor);
    found.push(...page.messages.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

test('undelivered events are found with a key that may read only our objects, more than a page of them, of each type once', async () => {
  for (let n = 0; n < 101; n++) {
    const { id } = await stripe.sdk.customers.create({ email: `${n}@buyer.example` });
    await stripe.sdk.customers.update(id, { name: 'Ada' });
    await stripe.sdk.customers.del(id);
    if (n % 50 === 0) await stripe.sdk.products.create({ name: `${n}` });
  }
  await stripe.simulator.settle();
  const wanted = [];
  for (const type of ['customer.updated', 'customer.deleted'])
    wanted.push(...(await stripe.sdk.events.list({ type, limit: 100 }).autoPagingToArray({ limit: 1_000 })));
  expect(wanted).toHaveLength(202);
  const found = await allUndelivered();
  expect(found.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
});
