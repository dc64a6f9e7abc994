import { isDeepStrictEqual } from 'node:util';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import type { StripeSyncDeps } from '../../../functions/stripe-sync/deps.ts';
import { stripeSync } from '../../../functions/stripe-sync/handler.ts';
import { grantsOf } from '../../../shared/domain/billing/grant.ts';
import { endingsOf } from '../../../shared/domain/billing/returned.ts';
import { groupOf } from '../../../shared/domain/billing/stripe-message.ts';
import { logOf } from '../../../shared/log.ts';
import { retryConflicts } from '../../../shared/storage/table/retry-conflicts.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import catalog from '../../../tollgate.config.ts';
import { repositoriesOver } from '../app-repositories.ts';
import { founded } from '../founded.ts';
import { type Delivered, deliverAll, type Receiver, replay } from './deliver.ts';
import { type FaultRates, type Sleep, stormHazards, stormyStripe, stormyTable } from './hazards.ts';
import { messageOf } from './message.ts';
import { modelGateway, type StripeModel, stripeModel } from './stripe-model.ts';
import { type Moment, type StormSize, stormTimeline } from './timeline.ts';

export type Verdict = Omit<Delivered, 'parked' | 'acknowledged'> & {
  readonly subscriptions: number;
  readonly events: number;
  /** Events that were abandoned eight times in a row, before an operator replayed them. */
  readonly parked: number;
  /** Subscriptions whose stored state or grants differ from Stripe's while events are parked. */
  readonly wrongWhileParked: readonly string[];
  /** Subscriptions whose stored state or grants differ from Stripe's at the end. */
  readonly wrong: readonly string[];
  /** Subscriptions that continue although everything paid for them was refunded. */
  readonly notEnded: readonly string[];
  /** How many subscriptions were ended because of a refund. */
  readonly refunded: number;
  /** Events that were neither acknowledged nor parked, or that have no record. */
  readonly lost: readonly string[];
  /** Events that were handled but whose record says otherwise, because a try that seemed dead wrote last. */
  readonly misrecorded: readonly string[];
};

export type Storm = StormSize & {
  readonly seed: number;
  readonly table: Table;
  readonly sleep: Sleep;
  readonly faults?: FaultRates;
  /** Replaces dependencies of `stripe-sync`, so that a test can show what they are for. */
  readonly replace?: (deps: StripeSyncDeps) => Partial<StripeSyncDeps>;
};

/** Runs `stripe-sync` as deployed, over `table`, in a storm drawn from the seed, and compares the result with Stripe's final state. */
export async function tollgateStorm({ seed, table, sleep, faults, replace, ...size }: Storm): Promise<Verdict> {
  const moments = stormTimeline(seed, size);
  const model = stripeModel();
  await signUpAll(table, moments);
  const hazards = stormHazards(seed, sleep, faults);
  const stormy = retryConflicts(stormyTable(table, hazards));
  let ids = 0;
  const deps = {
    ...repositoriesOver(stormy),
    catalog,
    stripe: stormyStripe(modelGateway(model), hazards),
    mail: { send: () => hazards.around('write', async () => {}) },
    webhookEvents: { send: () => hazards.around('write', async () => {}) },
    usageReports: { send: async () => {} },
    log: logOf('storm', () => {}),
    now: () => new Date(Date.UTC(2026, 10, 24, 12)),
    newId: () => `id-${++ids}`,
  };
  const receiver = receiverOf({ ...deps, ...replace?.(deps) });
  const storm = { model, hazards, sleep, seed };
  const { parked, acknowledged, ...counts } = await deliverAll(moments, receiver, storm);
  const wrongWhileParked = await wrongSubscriptions(table, model);
  const replayed = await replay(parked, (again) => deliverAll(again, receiver, storm));
  await untilNoneWaits(deps);
  const events = new Set(moments.flatMap((moment) => ('delivery' in moment ? moment.delivery.event.id : [])));
  return {
    ...counts,
    subscriptions: model.subscriptions.size,
    events: events.size,
    parked: parked.length,
    wrongWhileParked,
    wrong: await wrongSubscriptions(table, model),
    ...endedIn(model),
    ...(await recordsOf(table, events, {
      handled: acknowledged.union(replayed.acknowledged),
      parked: replayed.parked,
    })),
  };
}

/** A receiver that delivers one message to the function at a time, in the group of its customer. */
function receiverOf(deps: StripeSyncDeps): Receiver {
  const handler = stripeSync(deps);
  return {
    async handle(delivery, receive) {
      const message = messageOf(delivery.event);
      const attributes = { MessageGroupId: groupOf(message), ApproximateReceiveCount: String(receive) };
      const record = { messageId: String(delivery.number), body: JSON.stringify(message), attributes };
      const answer = (await handler({ Records: [record] }, {} as Context)) as SQSBatchResponse;
      return answer.batchItemFailures.length === 0;
    },
  };
}

/** Runs the job of `stripe-sync` until no event waits, with the storm's faults. */
async function untilNoneWaits(deps: StripeSyncDeps): Promise<void> {
  const job = stripeSync(deps);
  for (let minute = 0; minute < 200; minute++) {
    const report = await Promise.resolve(job({}, {} as Context)).catch(() => null);
    if (report && 'left' in report && report.left === 0) return;
  }
}

async function signUpAll(table: Table, moments: readonly Moment[]): Promise<void> {
  const customers = new Set(moments.flatMap((moment) => ('becomes' in moment ? moment.becomes.customer : [])));
  const repositories = repositoriesOver(table);
  await forEach([...customers], async (customer) => {
    const organization = 'Storm';
    const createdAt = '2026-11-24T00:00:00.000Z';
    const email = `${customer}@buyer.example`;
    const id = accountOf(customer);
    await founded(repositories, { id, email, organization, language: 'en', createdAt, stripeCustomerId: null });
    await repositories.accounts.setCustomer(id, customer);
  });
}

const accountOf = (customer: string): string => `acc_${customer}`;

async function wrongSubscriptions(table: Table, model: StripeModel): Promise<string[]> {
  const { billing, access } = repositoriesOver(table);
  const wrong: string[] = [];
  await forEach(model.customers(), async (customer) => {
    const expected = model.list(customer);
    const grants = grantsOf(catalog, expected);
    const stored = (await billing.read(accountOf(customer))).subscriptions;
    const given = (await access.read(accountOf(customer))).grants;
    const ids = new Set(
      [...expected, ...stored, ...given.map((grant) => ({ id: grant.subscriptionId }))].map(({ id }) => id),
    );
    for (const id of ids) {
      const isRight =
        isDeepStrictEqual(
          stored.find((each) => each.id === id),
          expected.find((each) => each.id === id),
        ) && isDeepStrictEqual(of(given, id), of(grants, id));
      if (!isRight) wrong.push(id);
    }
  });
  return wrong;
}

function endedIn(model: StripeModel): Pick<Verdict, 'notEnded' | 'refunded'> {
  const all = model.customers().map((customer) => ({ known: model.list(customer), paid: model.payments(customer) }));
  return {
    notEnded: all.flatMap(({ known, paid }) => endingsOf(catalog, known, paid)).map((each) => each.subscriptionId),
    refunded: all.flatMap(({ known }) => known).filter(({ endedBecause }) => endedBecause === 'refunded').length,
  };
}

const of = <T extends { readonly subscriptionId: string }>(grants: readonly T[], id: string): T[] =>
  grants.filter(({ subscriptionId }) => subscriptionId === id);

async function recordsOf(
  table: Table,
  ids: ReadonlySet<string>,
  { handled, parked }: { readonly handled: ReadonlySet<string>; readonly parked: ReadonlySet<string> },
) {
  const { events } = repositoriesOver(table);
  const lost: string[] = [];
  const misrecorded: string[] = [];
  await forEach([...ids], async (id) => {
    const record = await events.find(id);
    if (!record || !(handled.has(id) || parked.has(id))) lost.push(id);
    else if (record.outcome !== 'handled' && handled.has(id)) misrecorded.push(id);
  });
  return { lost, misrecorded };
}

/** Visits 32 items at once, because a remote table can answer many calls at once. */
async function forEach<T>(all: readonly T[], visit: (one: T) => Promise<void>): Promise<void> {
  const left = all[Symbol.iterator]();
  const work = async () => {
    for (const one of left) await visit(one);
  };
  await Promise.all(Array.from({ length: 32 }, work));
}
