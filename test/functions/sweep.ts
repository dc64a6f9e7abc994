/**
 * Flows, interrupted at every call that they make to the table, to Stripe and to the queues.
 * A call is left unanswered before it, its answer is lost after it, or the process ends before or after it. Then the caller tries again.
 */
import { expect } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Problem } from '../../shared/http/views.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import { type App, assemble } from '../support/app.ts';
import type { Reply } from '../support/app-request.ts';
import { leaveStripe, ownSubscriptions, type TestStripe } from '../support/app-stripe.ts';
import { atEveryCall, type Fault, type FaultyCalls, faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';
import { faultyTable, observedTable } from '../support/faulty-table.ts';
import { expectConsistent, expectSoldOnce } from './invariants.ts';

export type Scene = {
  readonly app: App;
  readonly calls: FaultyCalls;
  readonly email: string;
  /** Addresses of checkout sessions that a buyer was given. */
  readonly handedOut: string[];
  /** How and where this run is interrupted. */
  readonly interrupted: string | null;
  readonly check: () => Promise<void>;
  /** All that lies in the table now. */
  readonly items: () => Promise<readonly Item[]>;
};

let people = 0;

/** A scene in which calls can be interrupted; `interrupted` says of which run it is. */
export function newScene(stripe: TestStripe, interrupted: string | null, catalog?: Catalog): Scene {
  const email = `buyer-${++people}@buyer.example`;
  const calls = faultyCalls();
  const { table, items } = observedTable(memoryTable({ now: stripe.now }));
  const listAll = ownSubscriptions(stripe, accountsOver(table));
  const gateway = faultyStripe({ ...stripe.gateway, listAll }, calls);
  const app = assemble({ table: faultyTable(table, calls), stripe: gateway, now: stripe.now, calls, catalog });
  const handedOut: string[] = [];
  const check = async () => {
    expectConsistent(await items());
    await expectSoldOnce(stripe, email, handedOut);
  };
  return { app, calls, email, handedOut, interrupted, check, items };
}

export type Flow<S> = {
  /** Makes the state before the flow, uninterrupted. */
  readonly prepare: (scene: Scene) => Promise<S>;
  readonly act: (ready: S, scene: Scene) => Promise<Reply>;
  readonly status: number;
  /** The catalogue; the default one unless given. */
  readonly catalog?: Catalog;
  /** Where a retry cannot answer the same, since the first try was done and its answer lost: what it answers instead. */
  readonly afterLoss?: {
    /** The call that takes effect. An interruption of any later call loses only the answer. */
    readonly at: RegExp;
    readonly status: number;
    readonly code: string;
  };
  /** Calls that are made again by themselves, or after the answer: interrupted there it is done all the same. */
  readonly repeats?: RegExp;
  /** Both ways at each place, in `npm test` too. */
  readonly everyWay?: true;
  /** Once it is done, however many tries it took. */
  readonly done?: (ready: S, scene: Scene) => Promise<void>;
};

/** Interrupts a flow before and after every call. */
export async function sweep<S>(stripe: TestStripe, flow: Flow<S>): Promise<void> {
  const names = await uninterrupted(stripe, flow);
  expect(names.length).toBeGreaterThan(0);
  const doneAt = names.findLastIndex((name) => flow.afterLoss?.at.test(name));
  const interruptedAt: Parameters<typeof atEveryCall>[1] = async (fault) => {
    try {
      return await interrupted(stripe, flow, { ...fault, follows: doneAt >= 0 && fault.at > doneAt + 1 });
    } catch (cause) {
      const { at, kind, name } = fault;
      throw new Error(`Interrupted by "${kind}" at call ${at} (${name}) of ${names.join('; ')}`, { cause });
    }
  };
  await atEveryCall(names, interruptedAt, { everyWay: flow.everyWay });
}

async function uninterrupted<S>(stripe: TestStripe, flow: Flow<S>): Promise<readonly string[]> {
  const scene = newScene(stripe, null, flow.catalog);
  const ready = await flow.prepare(scene);
  scene.calls.reset();
  const reply = await flow.act(ready, scene);
  const names = scene.calls.reset();
  expect(reply.status, reply.text).toBe(flow.status);
  await scene.check();
  await flow.done?.(ready, scene);
  await leaveStripe(stripe, scene.email);
  return names;
}

async function interrupted<S>(
  stripe: TestStripe,
  flow: Flow<S>,
  fault: Fault & { readonly name: string; readonly follows: boolean },
): Promise<readonly string[]> {
  const scene = newScene(stripe, `${fault.kind} at ${fault.name}`, flow.catalog);
  const ready = await flow.prepare(scene);
  scene.calls.arm(fault);
  const first = await flow.act(ready, scene);
  const made = scene.calls.reset();
  const isDone = flow.repeats?.test(fault.name) && first.status === flow.status;
  if (!fault.kind.startsWith('kill') && !isDone) expectHonest(first);
  await scene.check();
  const second = await flow.act(ready, scene);
  const { afterLoss } = flow;
  const wasDone = fault.follows || (fault.kind.endsWith('after') && afterLoss?.at.test(fault.name));
  if (afterLoss && wasDone) {
    expect(second, second.text).toMatchObject({ status: afterLoss.status, body: { code: afterLoss.code } });
  } else expect(second.status, second.text).toBe(flow.status);
  await scene.check();
  await flow.done?.(ready, scene);
  await leaveStripe(stripe, scene.email);
  return made;
}

/** Says that it was not done, what is wrong, and when to come back; never a 500, never a success. */
function expectHonest({ status, body, headers }: Reply): void {
  const { code, detail } = body as unknown as Problem;
  expect([status, code]).toSatisfy(([, each]) =>
    ['unavailable', 'stripe_unavailable', 'metering_unavailable'].includes(String(each)),
  );
  expect(status).toBe(503);
  expect(detail).toMatch(/^[A-Z].{20,200}\.$/);
  expect(Number(headers['retry-after'] ?? 1)).toBeGreaterThan(0);
}

export const asReply = (status: number): Reply => ({
  status,
  headers: {},
  cookies: [],
  text: '',
  bytes: Buffer.alloc(0),
  body: {},
});

/** A problem as the queue shows it: the message waits there. */
export const unavailable: Reply = {
  ...asReply(503),
  body: { code: 'unavailable', detail: 'The message has gone back to the queue.' },
};
