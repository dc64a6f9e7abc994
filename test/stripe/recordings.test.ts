import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cases } from '../../rehearsal/cases/wiring.ts';
import { differencesOf } from '../../rehearsal/differences.ts';
import { namesOf } from '../../rehearsal/names.ts';
import { differencesFrom, keepRecording, readRecording, recordedIds } from '../../rehearsal/recordings.ts';
import { reportText } from '../../rehearsal/report.ts';
import type { Outcome } from '../../rehearsal/run.ts';
import type { Step } from '../../rehearsal/transcript.ts';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

const step = (status: number): Step => ({ call: 'GET /v1/things', status });
const outcome = (...steps: readonly Step[]): Outcome => ({
  case: cases[0]!,
  steps,
  requestIds: steps.map((_, n) => `req_${n}`),
  wrong: [],
  failure: null,
});
const id = cases[0]!.id;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recordings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a recording', () => {
  const bySimulator = { source: 'simulator', day: '2026-12-01' } as const;
  const byStripe = { source: 'stripe', day: '2026-12-02' } as const;

  it('that Stripe made is never replaced by one of the simulator, which then differs from it', () => {
    expect(keepRecording(outcome(step(200)), { ...byStripe, folder })).toBe(true);
    expect(keepRecording(outcome(step(400)), { ...bySimulator, folder })).toBe(false);
    expect(readRecording(id, folder)).toMatchObject({ source: 'stripe', recordedOn: '2026-12-02', steps: [step(200)] });
    expect(differencesFrom(outcome(step(400)), folder)).toEqual([
      { missing: step(200) },
      { added: step(400), index: 0 },
    ]);
  });

  it('that the simulator made is replaced by Stripe’s, even where both are the same: it was seen', () => {
    keepRecording(outcome(step(200)), { ...bySimulator, folder });
    keepRecording(outcome(step(200)), { ...byStripe, folder });
    expect(readRecording(id, folder)).toMatchObject({ source: 'stripe', recordedOn: '2026-12-02' });
  });

  it('that says the same keeps its day, so that `npm run record` changes nothing', () => {
    keepRecording(outcome(step(200)), { ...bySimulator, folder });
    expect(keepRecording(outcome(step(200)), { ...bySimulator, day: '2027-01-01', folder })).toBe(false);
    expect(recordedIds(folder)).toEqual([id]);
  });

  it('has a line a step', () => {
    keepRecording(outcome(step(200), step(400)), { ...bySimulator, folder });
    const lines = readFileSync(path.join(folder, readdirSync(folder)[0]!), 'utf8').split('\n');
    expect(lines.filter((line) => line.startsWith('{"call"'))).toHaveLength(2);
  });
});

describe('differences', () => {
  it('are the fewest steps that one side lacks, in order', () => {
    const [a, b, c, d] = [step(1), step(2), step(3), step(4)];
    expect(differencesOf([a, b, c], [a, b, c])).toEqual([]);
    expect(differencesOf([a, b, c], [a, d, c])).toEqual([{ missing: b }, { added: d, index: 1 }]);
    expect(differencesOf([a, c], [a, b, c, d])).toEqual([
      { added: b, index: 1 },
      { added: d, index: 3 },
    ]);
  });
});

describe('names', () => {
  const start = Date.parse('2027-02-20T10:00:00Z') / 1000;
  const names = namesOf({ run: 'a1b2c3d4', start, known: new Map([['price_1AbCdEfGh', 'price:basic']]) });

  it('are given to ids in the order of their first mention; those of the offer are known', () => {
    expect(names.of(['cus_AAAAAAAAAA', 'cus_BBBBBBBBBB', 'cus_AAAAAAAAAA', 'price_1AbCdEfGh'])).toEqual([
      'cus:1',
      'cus:2',
      'cus:1',
      'price:basic',
    ]);
    expect(names.of('account rehearsal_a1b2c3d4_buy_1 at https://x.example/a')).toBe(
      'account rehearsal_RUN_buy_1 at address',
    );
    expect([names.knows('cus_AAAAAAAAAA'), names.knows('cus_CCCCCCCCCC')]).toEqual([true, false]);
  });

  it.each([
    ['2027-02-20T10:00:00Z', '+0'],
    ['2027-02-20T10:03:00Z', '+0'],
    ['2027-02-27T12:00:00Z', '+7d2h'],
    ['2027-03-06T10:00:00Z', '+0.5mo'],
    ['2027-03-20T09:00:00Z', '+1mo-1h'],
    ['2027-03-20T11:00:00Z', '+1mo+1h'],
    ['2028-02-20T10:00:00Z', '+12mo'],
    ['2027-02-19T10:00:00Z', '-1d'],
  ])('tell %s as %s', (time, name) => {
    expect(names.of(Date.parse(time) / 1000)).toBe(name);
    expect(names.of(time)).toBe(name);
  });

  it('leave amounts alone, and have no times where these are the account’s own', () => {
    expect(names.of({ amount: 999_999_99, text: '12' })).toEqual({ amount: 999_999_99, text: '12' });
    expect(namesOf({ run: 'x', start: null, known: new Map() }).of(start)).toBe('time');
  });
});

describe('the docs', () => {
  const isSeen = cases.some(({ id: each }) => readRecording(each)?.source === 'stripe');

  it('say that nothing was seen at Stripe, as long as no recording is Stripe’s', () => {
    const says = [
      textOf('docs/rehearsal.md').includes('No case was seen at Stripe yet.'),
      textOf('docs/simulator.md').includes('Today that is none.'),
      textOf('README.md').includes('none was seen there yet'),
    ];
    expect(says).toEqual(says.map(() => !isSeen));
  });
});

it('a report names the wrong belief, its source, and the request that showed it', () => {
  const wrong = { belief: 'H1', says: 'Three customers.', expected: 400, actual: null, requestId: 'req_7' };
  const text = reportText(
    { outcomes: [{ ...outcome(step(200)), wrong: [wrong] }], skipped: [], isWhole: true },
    { on: '2026-12-02', account: 'A test' },
  );
  expect(text).toContain(
    '**H1** does not hold: Three customers. Expected `400`, seen `null` (request req_7). Its source: https://docs.stripe.com/',
  );
  expect(text).toContain('- answered (request req_0): `{"call":"GET /v1/things","status":200}`');
});
