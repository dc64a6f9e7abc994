import { expect, test } from 'vitest';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { type Fault, faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { addWebhook, deliveriesOf, url, webhookWorld } from './world.ts';

/** Two webhooks, one of which fails at the first try. The sender ends at the call of the table or a queue that the test names. */
async function scene() {
  const calls = faultyCalls();
  let now = () => new Date(0);
  const table = memoryTable({ now: () => now() });
  const world = await webhookWorld({ table: faultyTable(table, calls), calls });
  now = world.now;
  const ids = [
    await addWebhook(world.buyer),
    await addWebhook(world.operator, { url: `${url}/op` }, '/v1/admin/webhooks'),
  ];
  let first = true;
  world.answers(({ base }) => {
    const isFirst = first && base.pathname.endsWith('op');
    first = first && !isFirst;
    return isFirst ? 500 : 204;
  });
  calls.reset();
  return { calls, world, ids };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The queue's run, then the schedule's a minute later. One of the two dies. */
const runs = {
  'the queue’s': ({ world }: Scene) => world.app.deliverWebhooks(),
  'the schedule’s': ({ world }: Scene) => world.app.sendDue(),
};

async function untilDeath(
  which: keyof typeof runs,
  fault?: Fault,
): Promise<Scene & { readonly made: readonly string[] }> {
  const set = await scene();
  const { world, calls } = set;
  await world.app.deps.webhookEvents.send({ event: world.eventNow() });
  if (which === 'the schedule’s') {
    await world.app.deliverWebhooks();
    world.pass(60);
  }
  calls.reset();
  if (fault) calls.arm(fault);
  await runs[which](set).catch(() => {});
  return { ...set, made: calls.reset() };
}

async function goOn({ world }: Scene): Promise<void> {
  for (let minute = 0; minute < 12; minute++) {
    await world.app.drain();
    world.pass(60);
    await world.app.sendDue();
  }
}

test.each(Object.keys(runs) as (keyof typeof runs)[])(
  '%s run that dies at any call loses no event: each webhook has it in the end, under one id',
  async (which) => {
    const { made } = await untilDeath(which);
    expect(made.length).toBeGreaterThan(4);
    for (const kind of ['kill-before', 'kill-after'] as const)
      for (const index of made.keys()) {
        const left = await untilDeath(which, { at: index + 1, kind });
        await goOn(left);
        const { world, ids } = left;
        const where = `${kind} at call ${index + 1}, ${made[index]}`;
        const [buyers] = await deliveriesOf(world.buyer, ids[0]!.id);
        const [operators] = await deliveriesOf(world.operator, ids[1]!.id, '/v1/admin/webhooks');
        expect([buyers?.state, operators?.state], where).toEqual(['delivered', 'delivered']);
        expect(new Set(world.received.map(({ headers }) => headers['webhook-id'])), where).toEqual(new Set(['evt_1']));
      }
  },
  120_000,
);
