import type { Context, SQSBatchResponse } from 'aws-lambda';
import { seededRandom } from '../../datasets/random.ts';
import { stripeSync } from '../../functions/stripe-sync/handler.ts';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { logOf } from '../../shared/log.ts';
import { repositoriesOver } from '../../test/support/app-repositories.ts';
import { founded } from '../../test/support/founded.ts';
import { messageOf } from '../../test/support/storm/message.ts';
import {
  modelGateway,
  newSubscription,
  priceOf,
  type StripeModel,
  type StripeSubscription,
  stripeModel,
} from '../../test/support/storm/stripe-model.ts';
import { newDynamoTable } from '../../test/support/tables.ts';
import catalog from '../../tollgate.config.ts';
import { type Counted, countingTable } from '../counting-table.ts';
import type { Bench } from '../figure.ts';
import { powertoolsUnits } from '../peers/powertools-idempotency.ts';

const target = { 'access stays': 4, 'access changes': 9 };

/** Write units of one uncontended delivery: of an event that changes nothing, and of a renewal. */
export const run: Bench = async (seed) => {
  const dynamoDb = await startDynamoDbLocal();
  try {
    const units = await deliveries(dynamoDb.endpoint, seed);
    for (const [name, { total, writes }] of Object.entries(units))
      console.log(`  ${name}: ${total} WRU (${writes.join(', ')})`);
    const value = { 'access stays': units.stays.total, 'access changes': units.changes.total };
    const peer = await powertoolsUnits(dynamoDb.endpoint);
    const ok = value['access stays'] <= target['access stays'] && value['access changes'] <= target['access changes'];
    return { bench: 'webhook-cost', value, unit: 'WRU a delivery', target, peer, ratio: null, ok };
  } finally {
    await dynamoDb.stop();
  }
};

const periodSeconds = 30 * 86_400;
const created = Date.UTC(2026, 10, 24) / 1000;

async function deliveries(endpoint: string, seed: number) {
  const counting = countingTable(await newDynamoTable(endpoint));
  const model = stripeModel();
  const subscription = newSubscription({ id: 'sub_1', customer: 'cus_1' }, created, seededRandom(seed));
  const periodIs = (turn: number) => {
    const start = created + turn * periodSeconds;
    const period = { current_period_start: start, current_period_end: start + periodSeconds };
    const data = subscription.items.data.map((item) => ({ ...item, ...period, price: priceOf('pro_monthly') }));
    model.put({ ...subscription, status: 'active', items: { ...subscription.items, data } });
  };
  const deliver = await receiver(counting, model);
  periodIs(0);
  const first = await deliver('evt_1', subscription);
  const stays = await deliver('evt_2', subscription);
  const again = await deliver('evt_2', subscription);
  periodIs(1);
  const changes = await deliver('evt_3', subscription);
  return { first, stays, again, changes };
}

/** `stripe-sync` over the counted table, with one account. Returns a function that handles an event and returns its cost. */
async function receiver(counting: ReturnType<typeof countingTable>, model: StripeModel) {
  const deps = {
    ...repositoriesOver(counting.table),
    catalog,
    stripe: modelGateway(model),
    mail: { send: async () => {} },
    webhookEvents: { send: async () => {} },
    log: logOf('bench', () => {}),
    usageReports: { send: async () => {} },
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  };
  const id = 'acc_1';
  const profile = {
    email: 'a@buyer.example',
    organization: 'A',
    language: 'en',
    createdAt: new Date().toISOString(),
  } as const;
  await founded(deps, { id, ...profile, stripeCustomerId: null });
  await deps.accounts.setCustomer(id, 'cus_1');
  const handler = stripeSync(deps);
  return async (eventId: string, object: StripeSubscription): Promise<Counted> => {
    const type = 'customer.subscription.updated';
    const message = messageOf({
      id: eventId,
      object: 'event',
      type,
      created,
      livemode: false,
      api_version: null,
      data: { object },
    });
    const attributes = { MessageGroupId: 'cus_1', ApproximateReceiveCount: '1' };
    const batch = { Records: [{ messageId: '1', body: JSON.stringify(message), attributes }] };
    counting.reset();
    const answer = (await handler(batch, {} as Context)) as SQSBatchResponse;
    if (answer.batchItemFailures.length > 0) throw new Error(`The delivery of ${eventId} failed`);
    return counting.counted();
  };
}
