import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';

/** How long Stripe keeps a test clock. https://docs.stripe.com/billing/testing/test-clocks */
const keptSeconds = 30 * 86_400;

/** A test clock at `frozen_time`. Its creation and deletion happen in the account's own time. */
export function newTestClock(
  sim: Simulation,
  { frozen_time, name }: Stripe.TestHelpers.TestClockCreateParams,
): Stripe.TestHelpers.TestClock {
  const created = sim.time.now();
  return {
    id: sim.newId('clock'),
    object: 'test_helpers.test_clock',
    created,
    deletes_after: created + keptSeconds,
    frozen_time,
    livemode: false,
    name: name || null,
    status: 'ready',
    status_details: {},
  };
}
