import { describe, expect, test } from 'vitest';
import { serviceStatus } from '../../../functions/service-status/handler.ts';
import { type ServiceStatus, type StatusLook, statusAfter } from '../../../shared/domain/status/service-status.ts';
import { logOf } from '../../../shared/log.ts';

const datasets = [{ id: 'posts', publishedAt: '2026-11-30T00:00:00.000Z' }];
const fine: StatusLook = { apiMs: 20, isDataUp: true, datasets };
const start = Date.parse('2026-12-01T00:00:00.000Z');
const minute = (n: number) => new Date(start + n * 60_000);

/** The status after looks a minute apart. */
const statusOf = (looks: readonly StatusLook[], before: ServiceStatus | null = null, from = 0) =>
  looks.reduce<ServiceStatus | null>((status, look, i) => statusAfter(status, look, minute(from + i)), before)!;

describe('the published status', () => {
  test('counts how often each part was looked at, and how often it was up', () => {
    const { parts } = statusOf([fine, { ...fine, apiMs: null }, { ...fine, isDataUp: false }, fine]);
    expect(parts).toEqual({
      api: { up: true, days: [{ day: '2026-12-01', checks: 4, up: 3 }] },
      data: { up: true, days: [{ day: '2026-12-01', checks: 4, up: 3 }] },
    });
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

  test('stays small: 90 days, 50 incidents, 60 durations', () => {
    let status: ServiceStatus | null = null;
    for (let i = 0; i < 400; i += 1) {
      const at = new Date(start + i * 43_200_000);
      status = statusAfter(status, i % 2 ? fine : { ...fine, apiMs: null, isDataUp: false }, at);
    }
    expect(status?.parts.api.days).toHaveLength(90);
    expect(status?.incidents).toHaveLength(50);
    expect(status?.recentMs).toHaveLength(60);
    expect(Buffer.byteLength(JSON.stringify(status))).toBeLessThan(24_000);
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
    publishedAt: async (id: string) => (id === 'posts' ? '2026-11-30T00:00:00.000Z' : null),
    requestMs: async () => 12,
    isTableUp: async () => true,
    log: logOf('service-status', () => {}),
    now: () => minute(0),
  };
  const run = (more: object = {}) => serviceStatus({ ...deps, ...more })({}, {} as never);

  test('says that data is down while a dataset of the catalogue is not published', async () => {
    expect(await run()).toEqual({ down: ['data'] });
    expect(written.at(-1)).toMatchObject([
      { datasets: [{ id: 'posts' }, { id: 'films', publishedAt: null }] },
      undefined,
    ]);
  });

  test('replaces the file that it read, and no other', async () => {
    const [before] = written.at(-1)!;
    const all = { publishedAt: async () => '2026-11-30T00:00:00.000Z' };
    expect(await run({ ...all, file: { ...deps.file, read: async () => ({ status: before, tag: '"one"' }) } })).toEqual(
      { down: [] },
    );
    expect(written.at(-1)).toMatchObject([{ parts: { data: { up: true, days: [{ checks: 2, up: 1 }] } } }, '"one"']);
  });

  test('says what is down where the table or the public address does not answer', async () => {
    const all = { publishedAt: async () => '2026-11-30T00:00:00.000Z' };
    expect(await run({ ...all, isTableUp: async () => false, requestMs: async () => null })).toEqual({
      down: ['api', 'data'],
    });
  });
});
