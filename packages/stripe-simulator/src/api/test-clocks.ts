import type Stripe from 'stripe';
import {
  advanceTestClock,
  clockAsRead,
  deleteTestClock,
  furthestAdvance,
  isAdvancing,
} from '../billing/test-clocks.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { newTestClock } from '../resources/test-clock.ts';

const url = '/v1/test_helpers/test_clocks';

/** The endpoints of test clocks. */
export const testClockRoutes = [
  route<Stripe.TestHelpers.TestClockCreateParams>(
    `POST ${url}`,
    'TestHelpers.TestClockCreateParams',
    ['frozen_time', 'name'],
    ({ sim, params }) => {
      const clock = sim.store.testClocks.add(newTestClock(sim, params));
      if (sim.rules.isOn('H3')) sim.agenda.set('test_clock', clock.id, clock.deletes_after);
      emit(sim, 'test_helpers.test_clock.created', clock);
      return clock;
    },
  ),
  route(`GET ${url}/:id`, 'TestHelpers.TestClockRetrieveParams', [], ({ sim, id }) =>
    clockAsRead(sim, clockNamed(sim, id)),
  ),
  route<Stripe.TestHelpers.TestClockAdvanceParams>(
    `POST ${url}/:id/advance`,
    'TestHelpers.TestClockAdvanceParams',
    ['frozen_time'],
    ({ sim, params, id }) => {
      checkTarget(sim, clockNamed(sim, id), params.frozen_time);
      return advanceTestClock(sim, id, params.frozen_time);
    },
  ),
  route(`DELETE ${url}/:id`, 'TestHelpers.TestClockDeleteParams', [], ({ sim, id }) =>
    deleteTestClock(sim, clockNamed(sim, id).id),
  ),
  route<Stripe.TestHelpers.TestClockListParams>(
    `GET ${url}`,
    'TestHelpers.TestClockListParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => page(url, sim.store.testClocks.newestFirst(), params),
  ),
];

function clockNamed(sim: Simulation, id: string): Stripe.TestHelpers.TestClock {
  const clock = sim.store.testClocks.get(id);
  if (!clock) throw noSuch('test clock', id, 'id');
  return clock;
}

function checkTarget(sim: Simulation, clock: Stripe.TestHelpers.TestClock, target: number): void {
  if (isAdvancing(sim, clock.id))
    throw invalidRequest('The test clock is advancing: wait until it is `ready`.', { param: 'frozen_time' });
  if (target <= clock.frozen_time)
    throw invalidRequest("A test clock can only go forward: `frozen_time` has to be after the clock's.", {
      param: 'frozen_time',
    });
  const furthest = furthestAdvance(sim, clock);
  if (sim.rules.isOn('H2') && target > furthest)
    throw invalidRequest(
      `A test clock can be advanced by two intervals of its shortest subscription at most, two years without one: until ${furthest}.`,
      { param: 'frozen_time' },
    );
}
