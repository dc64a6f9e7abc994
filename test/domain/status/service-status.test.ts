import { describe, expect, test } from 'vitest';
import { serviceStatus } from '../../../functions/service-status/handler.ts';
import { noPulses, type Pulses, workingNow } from '../../../shared/domain/status/pulse.ts';
import { type ServiceStatus, type StatusLook, statusAfter } from '../../../shared/domain/status/service-status.ts';
import { logOf } from '../../../shared/log.ts';

const fresh = (id: string) => ({ id, publishedAt: '2026-11-30T00:00:00.000Z', records: 10, newestDay: '2026-11-29' });
const datasets = [fresh('posts')];
const at = '2026-12-01T00:00:00.000Z';
const working: Pulses = {
  webhooks: { at, oldestAt: null },
  mail: { sentAt: at, refusedAt: null },
  billing: { at, oldestAt: null },
};
const fine: StatusLook = { apiMs: 20, isDataUp: true, datasets, pulses: working };
const start = Date.parse('2026-12-01T00:00:00.000Z');
const minute = (n: number) => new Date(start + n * 60_000);

/** The status after looks a minute apart. */
const statusOf = (looks: readonly StatusLook[], before: ServiceStatus | null = null, from = 0) =>
  looks.reduce<ServiceStatus | null>((status, look, i) => statusAfter(status, look, minute(from + i)), before)!;

describe('the published status', () => {
  test('counts how often each part was looked at, and how often it was up', () => {
    const { parts } = statusOf([fine, { ...fine, apiMs: null }, { ...fine, isDataUp: false }, fine]);
    const once = { up: true, days: [{ day: '2026-12-01', checks: 4, up: 3 }] };
    const always = { up: true, days: [{ day: '2026-12-01', checks: 4, up: 4 }] };
    expect(parts).toEqual({ api: once, data: once, webhooks: always, mail: always, billing: always });
  });

  test('has an incident from the first look that failed to the first that did not', () => {
    const down = { ...fine, isDataUp: false };
    const during = statusOf([fine, down, down]);
    expect(during.incidents).toEqual([{ part: 'data', from: minute(1).toISOString(), until: null }]);
    expect(statusOf([fine, fine], during, 3).incidents).toEqual([
      { part: 'data', from: minute(1).toISOString(), until: minute(3).toISOString() },
    ]);
  });

  test('keeps parts apart, the newest incident first', () => {
    const { incidents } = statusOf([{ ...fine, apiMs: null }, { ...fine, apiMs: null, isDataUp: false }, fine]);
    expect(incidents.map(({ part }) => part)).toEqual(['data', 'api']);
  });

  test('keeps what nothing was measured of apart from what is up and what is down', () => {
    const before = statusOf([fine]);
    const status = statusAfter(before, { ...fine, pulses: noPulses }, minute(1));
    expect(status.parts.mail).toEqual({ up: null, days: before.parts.mail.days });
    expect(status.incidents).toEqual([]);
    expect(statusAfter(before, { ...fine, pulses: null }, minute(1))).toMatchObject({
      work: working,
      parts: { webhooks: { up: null }, mail: { up: null }, billing: { up: null } },
    });
  });

  test('goes on from a file of before these parts were measured', () => {
    const { work: _, ...before } = statusOf([fine]);
    const old = { ...before, parts: { api: before.parts.api, data: before.parts.data } } as unknown as ServiceStatus;
    expect(statusAfter(old, fine, minute(1)).parts).toMatchObject({
      api: { days: [{ checks: 2 }] },
      billing: { up: true, days: [{ checks: 1 }] },
    });
  });

  test('stays small: 90 days, 50 incidents, 60 durations', () => {
    let status: ServiceStatus | null = null;
    for (let i = 0; i < 400; i += 1) {
      const at = new Date(start + i * 43_200_000);
      status = statusAfter(status, i % 2 ? fine : { ...fine, apiMs: null, isDataUp: false }, at);
    }
    expect(status?.parts.api.days).toHaveLength(90);
    expect(status?.incidents).toHaveLength(50);
    expect(status?.recentMs).toHaveLength(60);
    expect(Buffer.byteLength(JSON.stringify(status))).toBeLessThan(32_000);
  });

  test('has days without looks as gaps, and no durations of requests that failed', () => {
    const first = statusOf([fine]);
    const { parts, recentMs } = statusAfter(first, { ...fine, apiMs: null }, new Date('2026-12-05T00:00:00.000Z'));
    expect(parts.api.days.map(({ day }) => day)).toEqual(['2026-12-01', '2026-12-05']);
    expect(recentMs).toEqual([20]);
  });
});

describe('the job', () => {
  const written: [ServiceStatus, string | undefined][] = [];
  const deps = {
    catalog: { datasets: [{ id: 'posts' }, { id: 'films' }] as never },
    file: {
      read: async () => null,
      write: async (status: ServiceStatus, tag: string | undefined) => void written.push([status, tag]),
    },
    freshnessOf: async (id: string) =>
      id === 'posts' ? fresh(id) : { id, publishedAt: null, records: null, newestDay: null },
    requestMs: async () => 12,
    pulses: async () => working,
    isTableUp: async () => true,
    log: logOf('service-status', () => {}),
    now: () => minute(0),
  };
  const run = (more: object = {}) => serviceStatus({ ...deps, ...more })({}, {} as never);

  test('says that data is down while a dataset of the catalogue is not published', async () => {
    expect(await run()).toEqual({ down: ['data'] });
    expect(written.at(-1)).toMatchObject([
      { datasets: [fresh('posts'), { id: 'films', publishedAt: null, records: null }] },
      undefined,
    ]);
  });

  test('replaces the file that it read, and no other', async () => {
    const [before] = written.at(-1)!;
    const all = { freshnessOf: async (id: string) => fresh(id) };
    expect(await run({ ...all, file: { ...deps.file, read: async () => ({ status: before, tag: '"one"' }) } })).toEqual(
      { down: [] },
    );
    expect(written.at(-1)).toMatchObject([{ parts: { data: { up: true, days: [{ checks: 2, up: 1 }] } } }, '"one"']);
  });

  test('says what is down where the table or the public address does not answer', async () => {
    const all = { freshnessOf: async (id: string) => fresh(id) };
    expect(await run({ ...all, isTableUp: async () => false, requestMs: async () => null })).toEqual({
      down: ['api', 'data'],
    });
  });
});

describe('the notes of workers', () => {
  const now = minute(10);
  const at = (n: number) => minute(n).toISOString();
  const beats = (beat: Pulses['webhooks']) => workingNow({ ...working, webhooks: beat, billing: beat }, now);

  test('say that work goes on while it ran within five minutes and nothing waited longer', () => {
    expect(beats({ at: at(9), oldestAt: null })).toMatchObject({ webhooks: true, billing: true });
    expect(beats({ at: at(9), oldestAt: at(6) })).toMatchObject({ webhooks: true, billing: true });
  });

  test('say that work is down where it stopped running, or something has waited for longer', () => {
    expect(beats({ at: at(4), oldestAt: null })).toMatchObject({ webhooks: false, billing: false });
    expect(beats({ at: at(9), oldestAt: at(4) })).toMatchObject({ webhooks: false, billing: false });
  });

  test('say nothing where there are none', () => {
    expect(workingNow(noPulses, now)).toEqual({ webhooks: null, mail: null, billing: null });
  });

  test.each([
    [at(3), null, true],
    [at(3), at(2), true],
    [at(3), at(3), true],
    [at(3), at(4), false],
    [null, at(4), false],
  ])('mail sent at %s and refused at %s works: %s', (sentAt, refusedAt, works) => {
    expect(workingNow({ ...working, mail: { sentAt, refusedAt } }, now).mail).toBe(works);
  });
});
