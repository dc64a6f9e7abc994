import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../datasets/random.ts';
import { askToReport } from '../../../functions/usage-merge/ask-to-report.ts';
import type { ReportAnswer, ReportEvent, ReportRequest } from '../../../shared/domain/usage/report-request.ts';
import { logOf } from '../../../shared/log.ts';
import type { UsageCheckMessage } from '../../../shared/queues.ts';
import { answeringReports } from '../../../shared/services/metering/answering-reports.ts';
import { type AdmissionInstance, admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { askingToReport } from '../../../shared/services/metering/unreported.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import { virtualTime } from '../../support/storm/virtual-time.ts';
import { basicGrant, instanceOver, sold, startMs, writersOver } from './callers-world.ts';

const seed = Number(process.env.SEED ?? 20_261_201);
/** The most that a queue delivers a message late. */
const queueLatencyMs = 1_000;
/** The time after the last call by which a figure is right. */
const toldWithinMs = 15_000;
const functionName = 'tollgate-data';

type Running = {
  readonly id: string;
  readonly admission: AdmissionInstance;
  readonly handle: (event: object, context: { awsRequestId: string }) => Promise<unknown>;
};

/** A function on Lambda in virtual time. The last used instance is called first, and nothing runs in one that nobody calls. */
async function lambda() {
  const time = virtualTime();
  const random = seededRandom(seed);
  const table = memoryTable();
  const clock = {
    get ms() {
      return startMs + 1_000 + time.now();
    },
  };
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  const segments = segmentsOver(table);
  const request = { secret, datasetId: 'posts', address: '192.0.2.1', unitsWanted: 1, weight: 1 };
  const seen = { served: 0, lastAt: 0, invocations: 0, sent: 0, isAsking: true };
  const underWay: Promise<void>[] = [];
  const idle: Running[] = [];
  let made = 0;

  const start = (): Running => {
    const id = `e${String(++made).padStart(7, '0')}`;
    const now = () => clock.ms;
    const callers = instanceOver(table, clock, { catalog: sold });
    const meter = createMeter({ counters: countersOver(table), segments, now, newInstanceId: () => id });
    const own = admissionInstance({ catalog: sold, callers, limiters: createKeyLimiters(), meter, now });
    const admission = askingToReport(own, { queue, functionName, now });
    const call = async () => {
      const admitted = await admission.admit(request);
      if (!admitted.allowed) throw new Error(admitted.reason);
      await time.sleep(5);
      admitted.commit(1);
      seen.served += 1;
      seen.lastAt = time.now();
    };
    return { id, admission, handle: answeringReports((handler) => handler, admission, time.sleep)(call) };
  };
  const invoke = async (event: object): Promise<unknown> => {
    const instance = idle.pop() ?? start();
    try {
      return await instance.handle(event, { awsRequestId: '1' });
    } finally {
      await instance.admission.afterAnswer();
      idle.push(instance);
    }
  };
  const admittingFunctions = {
    ask: async (name: string, event: object) => {
      expect(name).toBe(functionName);
      seen.invocations += 1;
      return (await invoke(event)) as ReportAnswer;
    },
  };
  const queue = {
    async send(message: UsageCheckMessage | ReportRequest, delaySeconds = 0) {
      seen.sent += 1;
      if (!seen.isAsking) return;
      const delivered = async () => {
        await time.sleep(delaySeconds * 1_000 + random.next() * queueLatencyMs);
        const deps = {
          segments,
          admittingFunctions,
          checks: queue,
          log: logOf('usage-merge', () => {}),
          now: () => new Date(clock.ms),
        };
        await askToReport(deps, message as ReportRequest);
      };
      underWay.push(delivered());
    },
  };
  const reported = async (): Promise<number> => {
    const usageLogs = await Promise.all(
      Array.from({ length: made }, (_, at) => segments.read(`e${String(at + 1).padStart(7, '0')}`, 0)),
    );
    return usageLogs
      .flatMap((usageLog) => usageLog.flatMap(({ entries }) => entries))
      .reduce((sum, { units }) => sum + units, 0);
  };
  return { time, random, seen, invoke, idle, reported, instances: () => made, over: () => Promise.all(underWay) };
}

type Burst = {
  readonly callers: number;
  readonly calls: number;
  readonly pauseMs: number;
  readonly isAsking?: boolean;
};

/** Callers that call one after the other, with about `pauseMs` between, until `calls` are made; then silence. */
async function burst({ callers, calls, pauseMs, isAsking = true }: Burst) {
  const world = await lambda();
  const { time, random, seen, invoke } = world;
  seen.isAsking = isAsking;
  let left = calls;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await invoke({});
      await time.sleep(pauseMs * (0.5 + random.next()));
    }
  };
  const shown = async () => {
    await Promise.all(Array.from({ length: callers }, caller));
    await time.sleep(seen.lastAt + toldWithinMs - time.now());
    return world.reported();
  };
  const reported = await time.run(shown());
  return { ...seen, reported, instances: world.instances() };
}

describe(`all units are reported 15 s after the last call, wherever a burst stops within a quota (SEED=${seed})`, () => {
  const bursts: readonly Burst[] = [
    { callers: 1, calls: 300, pauseMs: 5 },
    { callers: 1, calls: 61, pauseMs: 400 },
    { callers: 1, calls: 97, pauseMs: 1_700 },
    { callers: 4, calls: 1_001, pauseMs: 30 },
    { callers: 12, calls: 2_222, pauseMs: 60 },
    { callers: 60, calls: 3_333, pauseMs: 200 },
  ];
  test.each(bursts)('$calls calls of $callers callers, about $pauseMs ms apart', async (each) => {
    const seen = await burst(each);
    expect(seen.served).toBe(each.calls);
    expect(seen.reported).toBe(each.calls);
  });

  test('without asking, a burst that stops leaves some of it unreported', async () => {
    const { served, reported, sent } = await burst({ callers: 1, calls: 300, pauseMs: 5, isAsking: false });
    expect(sent).toBeGreaterThan(0);
    expect(reported).toBeLessThan(served);
  });
});

test('an instance that stands idle is reached while others of its function are at work', async () => {
  const world = await lambda();
  const { time, seen, invoke, idle, reported } = world;
  const story = async () => {
    for (let left = 300; left > 0; left--) {
      await invoke({});
      await time.sleep(5);
    }
    // The idle one lies below others, which serve on.
    const [silent] = idle.splice(0);
    const others = async () => {
      while (time.now() < seen.lastAt + 1 && time.now() < 30_000) {
        await Promise.all([invoke({}), invoke({})]);
        await time.sleep(100);
      }
    };
    const busy = others();
    await time.sleep(50);
    if (silent) idle.unshift(silent);
    await busy;
    await time.sleep(toldWithinMs);
    return reported();
  };
  expect(await time.run(story())).toBe(seen.served);
});

test('a request is sent once a report, anew for another session and once the clock was set back', async () => {
  const sent: string[] = [];
  const state = { ms: startMs, unreported: { instanceId: 'e1', reportedAt: Number.NEGATIVE_INFINITY } };
  const queue = { send: async (message: object) => void sent.push((message as ReportRequest).environmentId) };
  const served = { afterAnswer: async () => {}, unreported: () => state.unreported };
  const { afterAnswer } = askingToReport(served, { queue, functionName, now: () => state.ms });
  const answer = async (change: Partial<typeof state>) => {
    Object.assign(state, change);
    await afterAnswer();
    return sent.length;
  };
  expect(await answer({})).toBe(1);
  expect(await answer({ unreported: { instanceId: 'e1', reportedAt: startMs + 1_999 } })).toBe(1);
  expect(await answer({ unreported: { instanceId: 'e1', reportedAt: startMs + 2_000 } })).toBe(2);
  expect(await answer({ unreported: { instanceId: 'e2', reportedAt: Number.NEGATIVE_INFINITY } })).toBe(3);
  expect(await answer({ ms: startMs - 60_000 })).toBe(4);
  expect(sent).toEqual(['e1', 'e1', 'e2', 'e2']);
});

describe('asking', () => {
  const request: ReportRequest = {
    functionName,
    environmentId: 'e0000001',
    sentAt: new Date(startMs).toISOString(),
  };
  type Last = { readonly afterMs: number; readonly end?: object };
  const deps = (last: Last, answers: readonly (ReportAnswer | null)[] = []) => {
    const holds: number[] = [];
    const sent: { message: object; delaySeconds: number | undefined }[] = [];
    const segment = { ...last, at: new Date(startMs + last.afterMs).toISOString() };
    return {
      holds,
      sent,
      segments: {
        head: async () => ({ segment, hash: '' }),
        instances: async () => Array(20).fill({}),
      } as never,
      admittingFunctions: {
        ask: async (_name: string, { holdMs }: ReportEvent) => {
          const answer = answers[holds.push(holdMs) - 1];
          return answer === undefined ? { isReported: false } : answer;
        },
      },
      checks: { send: async (message: object, delaySeconds?: number) => void sent.push({ message, delaySeconds }) },
      log: logOf('usage-merge', () => {}),
    };
  };

  test('nobody is asked where the instance has ended, or has reported 2 s after it sent the request', async () => {
    const ended = deps({ afterMs: 0, end: {} });
    await askToReport(ended, request);
    const atWork = deps({ afterMs: 2_000 });
    await askToReport(atWork, request);
    expect([ended.holds, ended.sent, atWork.holds, atWork.sent]).toEqual([[], [], [], []]);
  });

  test('ends with the answer of the instance that is meant; those that are asked at once are kept busy', async () => {
    const found = deps({ afterMs: 1_999 }, [{ isReported: false }, null, { isReported: true }]);
    await askToReport(found, request);
    expect(found.holds).toEqual([0, 200, 200, 200, 200]);
    expect(found.sent).toEqual([]);
  });

  test('asks as many as are registered, and three times where some do not answer', async () => {
    const gone = deps({ afterMs: 0 });
    await askToReport(gone, request);
    expect(gone.holds).toHaveLength(1 + 4 + 16 + 20);
    expect(gone.sent).toEqual([]);
    const unanswered = deps({ afterMs: 0 }, Array(100).fill(null));
    await askToReport(unanswered, request);
    expect(unanswered.sent).toEqual([{ message: { ...request, tried: 1 }, delaySeconds: 2 }]);
    await askToReport(unanswered, { ...request, tried: 2 });
    expect(unanswered.sent).toHaveLength(1);
  });
});
