import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { jobs } from '../../infra/jobs.ts';
import { apiVersion, stripeClient } from '../../shared/stripe/client.ts';

/** The longest that one call may take without an answer: each try, and the waits between them (stripe-node 23.1.0, RequestSender). */
function longestMs(): number {
  const stripe = stripeClient('sk_test_of_the_client_0123456789');
  const retries = stripe.getMaxNetworkRetries();
  const waits = Array.from({ length: retries }, (_, n) =>
    Math.min(stripe.getInitialNetworkRetryDelay() * 2 ** n, stripe.getMaxNetworkRetryDelay()),
  );
  const waitedMs = waits.reduce((sum, seconds) => sum + seconds * 1_000, 0);
  return (1 + retries) * Number(stripe.getApiField('timeout')) + waitedMs;
}

test('a call that Stripe never answers ends before the function that makes it, so that the caller gets an answer', () => {
  const callers = Object.entries({ ...functions, ...jobs }).filter(([, { secrets = [] }]) =>
    secrets.includes('stripe-secret-key'),
  );
  expect(callers.length).toBeGreaterThan(4);
  for (const [name, { size }] of callers)
    expect(longestMs(), name).toBeLessThan((size?.timeoutSeconds ?? 0) * 1_000 - 2_000);
});

test('requests name the version that the types describe', () => {
  expect(stripeClient('sk_test_of_the_client_0123456789').getApiField('version')).toBe(apiVersion);
});
