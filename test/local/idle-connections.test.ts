import { startStripeSimulator } from '@tollgate/stripe-simulator';
import { expect, test } from 'vitest';
import { startAwsServer } from '../../local/aws/server.ts';
import { idleLifeMs } from '../../local/host/idle.ts';
import { startIamProxy } from '../../local/iam/proxy.ts';

/** The seconds for which a server announces to keep an idle connection. */
async function keptSeconds(url: string): Promise<number> {
  const { headers } = await fetch(url, { method: 'POST', body: '{}', headers: { connection: 'keep-alive' } });
  return Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1]);
}

test('stand-ins for AWS and Stripe keep a connection open longer than a function stays frozen, which would send into a closed one', async () => {
  const nothing = {
    endpoint: 'http://127.0.0.1:9',
    accessKeyId: 'none',
    statements: new Map(),
    keys: new Map(),
    refused: () => {},
  };
  const parameters = { call: () => ({ ok: true, body: {} }) } as never;
  const keys = { secretKey: 'sk_test_1', publishableKey: 'pk_test_1' };
  const iam = await startIamProxy(nothing);
  const aws = await startAwsServer(parameters, {} as never);
  const stripe = await startStripeSimulator({ clock: { now: () => new Date() }, ...keys });
  try {
    for (const url of [iam.endpoint, aws.endpoint, `${stripe.url}/v1/customers`])
      expect(await keptSeconds(url), url).toBeGreaterThan(idleLifeMs / 1_000);
  } finally {
    await Promise.all([iam.stop(), aws.stop(), stripe.stop()]);
  }
});
