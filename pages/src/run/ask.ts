import type { SampleRow } from '../site.ts';
import { type KeyKind, withBrowserKey } from './browser-key.ts';
import { activeOf, type Filter, paramsOf, type Typed } from './filters.ts';

/** The outcome of a request for records. Times in milliseconds. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly rows: readonly SampleRow[];
      readonly status: number;
      readonly tookMs: number;
      readonly requestId: string | null;
      /** Records that were charged; 0 for sample records. */
      readonly cost: number;
      /** Where there are no rows: the filters that alone exclude everything; all of them, if none does alone. */
      readonly excluding: readonly string[];
    }
  | Failed;

type Failed = {
  readonly kind: 'failed';
  /** Null: there was no answer. */
  readonly status: number | null;
  /** The problem's code, which has a page; null if the answer was none of ours. */
  readonly code: string | null;
  readonly requestId: string | null;
};

/** A query, and the key that it is asked with. */
export type Asked = {
  readonly dataset: string;
  readonly filters: readonly Filter[];
  readonly typed: Typed;
  readonly key: KeyKind;
};

/** The path of a dataset's records: of its sample for everybody, of all with a key. */
export const pathOf = (dataset: string, key: KeyKind): string =>
  key === 'none' ? `/v1/sample/${dataset}` : `/data/${dataset}`;

/**
 * Asks for records; never throws. Where no sample record matches, it asks again without each filter, to name what excludes everything.
 * With a key it does not: each of those requests could cost.
 */
export async function ask({ dataset, filters, typed, key }: Asked): Promise<Outcome> {
  const address = (values: Typed) => `${pathOf(dataset, key)}?${paramsOf(filters, values)}`;
  const outcome = key === 'none' ? await askOnce(address(typed)) : await askWithKey(address(typed), key);
  const active = activeOf(filters, typed);
  if (outcome.kind === 'failed' || outcome.rows.length > 0 || active.length === 0) return outcome;
  if (key !== 'none') return { ...outcome, excluding: active.map(({ name }) => name) };
  const without = await Promise.all(active.map(({ name }) => askOnce(address({ ...typed, [name]: '', limit: '1' }))));
  const alone = active.filter((_, i) => {
    const other = without[i];
    return other?.kind === 'rows' && other.rows.length > 0;
  });
  return { ...outcome, excluding: (alone.length > 0 ? alone : active).map(({ name }) => name) };
}

/** Asks with a key of this page. */
const askWithKey = (address: string, kind: Exclude<KeyKind, 'none'>): Promise<Outcome> =>
  withBrowserKey<Outcome>(
    kind,
    (secret) => askOnce(address, secret),
    (refusal) => ({ kind: 'failed', ...refusal }),
  );

async function askOnce(address: string, secret?: string): Promise<Outcome> {
  const startedMs = performance.now();
  const headers = { accept: 'application/json', ...(secret && { authorization: `Bearer ${secret}` }) };
  try {
    const response = await fetch(address, { headers });
    const requestId = response.headers.get('x-request-id');
    const { status } = response;
    if (!response.ok) return { kind: 'failed', status, code: await codeIn(response), requestId };
    const { data } = (await response.json()) as { data: SampleRow[] };
    const tookMs = Math.max(1, Math.round(performance.now() - startedMs));
    const cost = Number(response.headers.get('tollgate-cost') ?? 0);
    return { kind: 'rows', rows: data, status, tookMs, requestId, cost, excluding: [] };
  } catch {
    return { kind: 'failed', status: null, code: null, requestId: null };
  }
}

async function codeIn(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  return (body as { code?: string } | null)?.code ?? null;
}
