import type { SampleRow } from '../site.ts';
import { activeOf, type Filter, paramsOf, type Typed } from './filters.ts';

/** The outcome of a request for sample records. Times in milliseconds. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly rows: readonly SampleRow[];
      readonly status: number;
      readonly tookMs: number;
      readonly requestId: string | null;
      /** Where there are no rows: the filters that alone exclude everything; all of them, if none does alone. */
      readonly excluding: readonly string[];
    }
  | {
      readonly kind: 'failed';
      readonly status: number | null;
      readonly wrong: readonly string[];
      readonly requestId: string | null;
    };

type Asked = { readonly dataset: string; readonly filters: readonly Filter[]; readonly typed: Typed };

const addressOf = (dataset: string, params: URLSearchParams): string => `/v1/sample/${dataset}?${params}`;

/** Asks for sample records; never throws. Where nothing matches, it asks again without each filter, to name what excludes everything. */
export async function ask({ dataset, filters, typed }: Asked): Promise<Outcome> {
  const outcome = await askOnce(addressOf(dataset, paramsOf(filters, typed)));
  const active = activeOf(filters, typed);
  if (outcome.kind === 'failed' || outcome.rows.length > 0 || active.length === 0) return outcome;
  const without = await Promise.all(
    active.map(({ name }) => askOnce(addressOf(dataset, paramsOf(filters, { ...typed, [name]: '', limit: '1' })))),
  );
  const alone = active.filter((_, i) => {
    const other = without[i];
    return other?.kind === 'rows' && other.rows.length > 0;
  });
  return { ...outcome, excluding: (alone.length > 0 ? alone : active).map(({ name }) => name) };
}

async function askOnce(address: string): Promise<Outcome> {
  const startedMs = performance.now();
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    const requestId = response.headers.get('x-request-id');
    const body: unknown = await response.json();
    const { status } = response;
    if (!response.ok) return { kind: 'failed', status, wrong: wrongIn(body), requestId };
    const tookMs = Math.max(1, Math.round(performance.now() - startedMs));
    return { kind: 'rows', rows: rowsIn(body), status, tookMs, requestId, excluding: [] };
  } catch {
    return { kind: 'failed', status: null, wrong: [], requestId: null };
  }
}

const rowsIn = (body: unknown): SampleRow[] => (body as { data: SampleRow[] }).data;

const wrongIn = (body: unknown): string[] =>
  ((body as { errors?: readonly { field: string }[] }).errors ?? []).map(({ field }) => field);
