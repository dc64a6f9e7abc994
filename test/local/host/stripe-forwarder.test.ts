import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { startStripeSimulator } from '@tollgate/stripe-simulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createClock } from '../../../local/clock.ts';
import { choosePort } from '../../../local/port.ts';
import { startStripeForwarder } from '../../../local/stripe-forwarder.ts';
import { realStripe } from '../../../local/stripe-side.ts';
import { stripeClient } from '../../../shared/stripe/client.ts';
import './fixture.ts';

const secret = 'whsec_of_this_test';

test('each event of the account reaches the webhook, oldest first and signed, and refused ones come again', async () => {
  const clock = createClock();
  const keys = { secretKey: 'sk_test_forwarded', publishableKey: 'pk_test_forwarded' };
  const simulator = await startStripeSimulator({ clock, ...keys });
  const stripe = stripeClient(keys.secretKey, simulator.url);
  const received: string[] = [];
  const webhook = createServer(async (request, response) => {
    const body = await text(request);
    const event = stripe.webhooks.constructEvent(body, String(request.headers['stripe-signature']), secret);
    const { email } = event.data.object as { email?: string };
    const isRefused = email === 'b@example.com' && !received.includes('refused');
    received.push(isRefused ? 'refused' : `${event.type} ${email}`);
    response.writeHead(isRefused ? 500 : 200).end();
  });
  const port = await choosePort(0);
  await new Promise<void>((resolve) => webhook.listen(port, '127.0.0.1', resolve));
  const forwarder = startStripeForwarder({
    secretKey: keys.secretKey,
    apiBase: simulator.url,
    webhook: { url: `http://127.0.0.1:${port}/`, secret },
    clock,
    pollMs: 10,
  });
  onTestFinished(async () => {
    forwarder.stop();
    webhook.closeAllConnections();
    webhook.close();
    await simulator.stop();
  });
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) await stripe.customers.create({ email });
  await vi.waitFor(() => expect(received).toContain('customer.created c@example.com'), 60_000);
  quiet.mockRestore();
  expect(received.filter((what) => what !== 'refused')).toEqual([
    'customer.created a@example.com',
    'customer.created b@example.com',
    'customer.created c@example.com',
  ]);
});

test('a key that is not a test key is refused before anything is asked of Stripe', () => {
  expect(() => realStripe('sk_live_51H', createClock())).toThrow(
    'STRIPE_SECRET_KEY must be a test key (sk_test_… or rk_test_…): the local world never touches live money.',
  );
});
