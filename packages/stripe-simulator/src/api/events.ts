import type Stripe from 'stripe';
import { eventsKeptSeconds } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';

/** The endpoints that read events, thin ones included. */
export const eventRoutes = [
  route('GET /v1/events/:id', 'EventRetrieveParams', [], ({ sim, id }) => {
    const event = sim.store.events.get(id);
    if (!event || event.created < oldestKept(sim)) throw noSuch('event', id, 'id');
    return event;
  }),
  /** The report of a thin event is its `data`. https://docs.stripe.com/api/v2/core/events/retrieve */
  route('GET /v2/core/events/:id', 'V2.Core.EventRetrieveParams', [], ({ sim, id }) => {
    const event = sim.store.thinEvents.get(id);
    if (!event) throw noSuch('event', id, 'id');
    return event;
  }),
  route<Stripe.EventListParams>(
    'GET /v1/events',
    'EventListParams',
    ['created', 'delivery_success', 'limit', 'starting_after', 'ending_before', 'type', 'types'],
    ({ sim, params }) => {
      if (params.type && params.types)
        throw invalidRequest('You may only specify one of these parameters: type, types.', {
          code: 'parameters_exclusive',
        });
      const types = params.types ?? (params.type ? [params.type] : undefined);
      const oldest = oldestKept(sim);
      const matches = sim.store.events
        .newestFirst()
        .filter((event) => event.created >= oldest && isInRange(event.created, params.created))
        .filter((event) => !types || types.some((type) => isOfType(event.type, type)))
        .filter((event) => params.delivery_success === undefined || isDelivered(event) === params.delivery_success);
      return page('/v1/events', matches, params);
    },
  ),
];

/** Epoch seconds. */
const oldestKept = ({ rules, time }: Simulation): number => (rules.isOn('E4') ? time.now() - eventsKeptSeconds : 0);

/** `charge.*` matches every type that begins with `charge.`. */
const isOfType = (type: string, wanted: string) =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

const isDelivered = (event: Stripe.EventBase) => event.pending_webhooks === 0;
