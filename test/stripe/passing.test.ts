/** Answers of Stripe that pass by themselves are outages to us, and no failures of a buyer's request. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { start, startStripe, type TestStripe } from '../support/app-stripe.ts';

const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
let isHeld = false;
let stripe: TestStripe;
beforeAll(async () => {
  const holdAnswer = ({ path }: { readonly path: string }) => {
    if (path !== '/v1/billing/meter_events' || isHeld) return undefined;
    isHeld = true;
    arrived.resolve();
    return released.promise;
  };
  stripe = await startStripe(1, {}, { holdAnswer });
});
afterAll(() => stripe.stop());

test('a conflict and a dependency that failed pass, as an outage does', async () => {
  stripe.simulator.setFaults({ conflictRate: 1 });
  const tries = Array.from({ length: 8 }, () =>
    stripe.gateway.listSubscriptions('cus_1').then(
      () => null,
      (error: unknown) => error,
    ),
  );
  const errors = await Promise.all(tries).finally(() => stripe.simulator.setFaults({}));
  expect(errors.every((each) => each instanceof StripeUnavailable)).toBe(true);
  const causes = errors.map((each) => (each as { cause?: { statusCode?: number } }).cause?.statusCode);
  expect([...new Set(causes)].toSorted()).toEqual([409, 424]);
});

test('a meter event that meets another of its customer is told as a matter of time, and the next try is taken', async () => {
  const usage = usageGateway(stripe.sdk);
  await stripe.sdk.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula: 'last' },
  });
  const { id: customerId } = await stripe.sdk.customers.create();
  const at = Math.floor(start.getTime() / 1_000);
  const report = (value: number) =>
    usage.report({ meter: 'records', customerId, value, at, identifier: `report-${value}` });
  const first = report(1);
  await arrived.promise;
  await expect(report(2)).rejects.toThrow(StripeUnavailable);
  released.resolve();
  await first;
  await report(2);
});
