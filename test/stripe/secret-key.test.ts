import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { cached } from '../../shared/cached.ts';
import { logOf } from '../../shared/log.ts';
import { stripeClient } from '../../shared/stripe/client.ts';

test('a Stripe key that was replaced is used from the first request a minute later on, without a new environment', async () => {
  const used: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    used.push(headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "acct_1", "object": "account"}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const clock = { nowMs: 0, key: 'rk_test_before' };
  const secretKey = cached({
    name: 'stripe-secret-key',
    read: async () => clock.key,
    parse: (key) => key,
    nowMs: () => clock.nowMs,
    log: logOf('test', () => {}),
  });
  const stripe = stripeClient(secretKey, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await stripe.balance.retrieve();
  clock.key = 'rk_test_after';
  await stripe.balance.retrieve();
  clock.nowMs += 60_000;
  await stripe.balance.retrieve();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(used).toEqual(['Bearer rk_test_before', 'Bearer rk_test_before', 'Bearer rk_test_after']);
});
