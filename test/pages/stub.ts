import { samples } from '../../datasets/index.ts';
import { parseRecordsQuery } from '../../shared/domain/datasets/query.ts';
import tollgate from '../../tollgate.config.ts';

/** An answer of the stub. */
export type StubAnswer = { readonly status: number; readonly type: string; readonly body: string };

type Row = Readonly<Record<string, string | number | boolean | null>>;

const json = (status: number, body: unknown): StubAnswer => ({
  status,
  type: `application/${status < 400 ? 'json' : 'problem+json'}`,
  body: JSON.stringify(body),
});

const recordsOf = (id: string) => {
  const { timeField, sampleRecords } = tollgate.datasets.find((each) => each.id === id)!;
  const rows = [...samples.find((each) => each.id === id)!.records()] as Row[];
  const time = (row: Row) => String(row[timeField ?? 'id'] ?? '~');
  const shown = rows.toSorted((a, b) => (time(a) < time(b) ? -1 : 1)).slice(0, sampleRecords);
  return { shown, total: rows.length };
};
const known = new Map(tollgate.datasets.map(({ id }) => [id, recordsOf(id)]));

/** Sample records and the facts of a dataset, as the functions behind them answer. Undefined: a file. */
export function stubOf({ pathname, searchParams }: URL): StubAnswer | undefined {
  const [, id] = /^\/v1\/sample\/(\w+)$/.exec(pathname) ?? [];
  if (id) return sampleAnswer(id, searchParams);
  const [, facts] = /^\/public\/datasets\/(\w+)\.json$/.exec(pathname) ?? [];
  if (facts) return json(200, factsOf(facts));
  return pathname === '/v1/catalog' || pathname === '/badges/check' ? json(200, {}) : undefined;
}

function sampleAnswer(id: string, params: URLSearchParams): StubAnswer {
  const dataset = tollgate.datasets.find((each) => each.id === id)!;
  const parsed = parseRecordsQuery(dataset, params);
  if (!parsed.ok) return json(400, { code: 'invalid_request', errors: parsed.errors });
  const { conditions, words, limit } = parsed.query;
  const matches = (row: Row) =>
    conditions.every((condition) => {
      const value = row[condition.field];
      if (value === null || value === undefined) return false;
      if (condition.op === 'in') return condition.values.includes(value);
      if (condition.op === 'gte') return value >= condition.value;
      return condition.op === 'lt' ? value < condition.value : true;
    }) && words.every((word) => JSON.stringify(row).toLowerCase().includes(word.toLowerCase()));
  return json(200, { data: (known.get(id)?.shown ?? []).filter(matches).slice(0, limit) });
}

const factsOf = (id: string) => ({
  id,
  version: 'v1',
  publishedAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
  records: known.get(id)?.total ?? 0,
  sampleRecords: 50,
  rows: (known.get(id)?.shown ?? []).slice(0, 10),
  days: [{ day: '2026-11-19', count: 210 }],
});
