import { AsyncLocalStorage } from 'node:async_hooks';
import { type Random, seededRandom } from '../../../datasets/random.ts';
import { StorageUnavailable, type Table } from '../../../shared/storage/table/table.ts';
import { type StripeGateway, StripeUnavailable } from '../../../shared/stripe/gateway.ts';

export type Sleep = (ms: number) => Promise<unknown>;

const jitterMs = 50;
/** `calls`: the share of writes and Stripe calls lost before, and again after. `tries`: the share of abandoned tries, half dead and half slow. */
const faultRates: FaultRates = { calls: 0.05, tries: 0.04 };
export type FaultRates = { readonly calls: number; readonly tries: number };
/** A slow try pauses for so long, or up to twice as long, after it was abandoned. */
const slowMs = 1_500;
/** A try makes about so many calls, and is abandoned at one of them. */
const callsPerTry = 9;

type Try = {
  readonly random: Random;
  /** The call at which the try is abandoned, and how. */
  readonly end: { readonly atCall: number; readonly isDeath: boolean; readonly isAfter: boolean } | null;
  readonly abandon: () => void;
  calls: number;
  isDead: boolean;
};

export type Outcome<T> = { readonly returned: T } | { readonly threw: unknown } | 'abandoned';

const never = new Promise<never>(() => {});

/**
 * Faults around the calls of a handler. Each call, and Stripe's answer, is delayed by 0–50 ms. 5 % of writes and Stripe calls never
 * arrive, and 5 % lose their acknowledgement. Tries are abandoned at any call. All faults follow from the seed and the try, so every
 * receiver of the same deliveries meets the same faults.
 */
export function stormHazards(seed: number, sleep: Sleep, rates = faultRates) {
  const tries = new AsyncLocalStorage<Try>();
  const stragglers = new Set<Promise<unknown>>();

  async function around<T>(kind: 'read' | 'write' | 'stripe', make: () => Promise<T>): Promise<T> {
    const current = tries.getStore();
    if (!current) return make();
    const { random, end } = current;
    if (current.isDead) return never;
    current.calls += 1;
    const endsHere = end?.atCall === current.calls ? end : null;
    await sleep(random.next() * jitterMs);
    if (endsHere && !endsHere.isAfter) await giveUp(current, endsHere.isDeath);
    if (kind !== 'read' && random.next() < rates.calls) throw new Lost('never arrived');
    const answer = await make();
    if (endsHere?.isAfter) await giveUp(current, endsHere.isDeath);
    if (kind === 'stripe') await sleep(random.next() * jitterMs);
    if (kind !== 'read' && random.next() < rates.calls) throw new Lost('acknowledgement lost');
    return answer;
  }

  /** Abandons the try; its message is delivered again. A dead try does nothing more, and a slow one continues at an unexpected time. */
  function giveUp(current: Try, isDeath: boolean): Promise<unknown> {
    current.isDead = isDeath;
    current.abandon();
    return isDeath ? never : sleep(slowMs * (1 + current.random.next()));
  }

  /** One try of a delivery, until it ends or is abandoned. An abandoned try is dead, or continues while the message is delivered again. */
  async function attempt<T>(delivery: number, receive: number, handle: () => Promise<T>): Promise<Outcome<T>> {
    const abandoned = Promise.withResolvers<'abandoned'>();
    const random = seededRandom(seed + delivery * 7_919 + receive * 104_729);
    const current: Try = {
      random,
      end: endOf(random, rates.tries),
      abandon: () => abandoned.resolve('abandoned'),
      calls: 0,
      isDead: false,
    };
    const running = tries.run(current, handle).then(
      (returned) => ({ returned }),
      (threw: unknown) => ({ threw }),
    );
    const outcome = await Promise.race([running, abandoned.promise]);
    if (outcome === 'abandoned' && !current.isDead) stragglers.add(running);
    return outcome;
  }

  return { around, attempt, settled: () => Promise.all(stragglers) };
}

export type Hazards = ReturnType<typeof stormHazards>;

/** The error of a call without an answer: it may or may not have taken effect. */
class Lost extends Error {}

function endOf(random: Random, rate: number): Try['end'] {
  if (random.next() >= rate) return null;
  const atCall = 1 + Math.floor(random.next() * callsPerTry);
  return { atCall, isDeath: random.next() < 0.5, isAfter: random.next() < 0.5 };
}

/** The table with the storm's faults. */
export function stormyTable(table: Table, { around }: Hazards): Table {
  const read = <T>(make: () => Promise<T>) => around('read', make);
  const write = <T>(make: () => Promise<T>) => around('write', make).catch(thrownAs(StorageUnavailable));
  return {
    get: (...input) => read(() => table.get(...input)),
    getAll: (...input) => read(() => table.getAll(...input)),
    query: (...input) => read(() => table.query(...input)),
    put: (...input) => write(() => table.put(...input)),
    insert: (...input) => write(() => table.insert(...input)),
    update: (...input) => write(() => table.update(...input)),
    delete: (...input) => write(() => table.delete(...input)),
    transact: (...input) => write(() => table.transact(...input)),
  };
}

/** The gateway with the storm's faults. */
export function stormyStripe(stripe: StripeGateway, { around }: Hazards): StripeGateway {
  const call = <T>(make: () => Promise<T>) => around('stripe', make).catch(thrownAs(StripeUnavailable));
  return {
    ...stripe,
    listSubscriptions: (...input) => call(() => stripe.listSubscriptions(...input)),
    customerOf: (...input) => call(() => stripe.customerOf(...input)),
    listTopUps: (...input) => call(() => stripe.listTopUps(...input)),
    listReturned: (...input) => call(() => stripe.listReturned(...input)),
    listRefunds: (...input) => call(() => stripe.listRefunds(...input)),
    endBecause: (...input) => call(() => stripe.endBecause(...input)),
  };
}

const thrownAs = (Unavailable: new (cause: unknown) => Error) => (error: unknown) => {
  throw error instanceof Lost ? new Unavailable(error) : error;
};
