import type { RunDataset } from './dataset.ts';

/** One filter of a query: the parameter that it sets, and how it is asked for. */
export type Filter = {
  /** The parameter: `brand`, `likes[gte]`, `q`, `from`. */
  readonly name: string;
  readonly kind: 'search' | 'from' | 'to' | 'equal' | 'atLeast';
  readonly field: string | null;
  readonly input: 'text' | 'date' | 'number';
  /** Values that occur in the records at hand, where they are few. */
  readonly known: readonly string[];
};

const fewValues = 12;

/** The filters of a dataset: a text to compare, words to search, times, then a lower bound for each number. */
export function filtersOf(dataset: RunDataset): Filter[] {
  const { fields, timeField, textFields } = dataset;
  const texts = fields.filter(
    ({ name, type }) => (type === 'string' || type === 'boolean') && !textFields.includes(name),
  );
  const numbers = fields.filter(({ type }) => type === 'integer' || type === 'number');
  const equal = texts.map(
    ({ name }): Filter => ({ ...plain, name, kind: 'equal', field: name, known: knownOf(dataset, name) }),
  );
  const [first, ...others] = equal;
  return [
    ...(first ? [first] : []),
    ...(textFields.length > 0 ? [{ ...plain, name: 'q', kind: 'search' } as const] : []),
    ...(timeField === null
      ? []
      : (['from', 'to'] as const).map((name) => ({ ...plain, name, kind: name, input: 'date' as const }))),
    ...others,
    ...numbers.map(
      ({ name }) => ({ ...plain, name: `${name}[gte]`, kind: 'atLeast', field: name, input: 'number' }) as const,
    ),
  ];
}

const plain = { field: null, input: 'text', known: [] } as const;

function knownOf({ rows }: RunDataset, field: string): string[] {
  const values = [...new Set(rows.map((row) => row[field]).filter((value) => typeof value === 'string'))];
  return values.length <= fewValues ? values.toSorted() : [];
}

/** Values by parameter, as typed. An empty one filters nothing. */
export type Typed = Readonly<Record<string, string>>;

/** The parameters of a query: filters in their order, then how many records. */
export function paramsOf(filters: readonly Filter[], typed: Typed): URLSearchParams {
  const set = filters.flatMap(({ name }) => (typed[name]?.trim() ? [[name, typed[name].trim()]] : []));
  return new URLSearchParams([...set, ['limit', typed.limit ?? '10']]);
}

/** The filters that have a value. */
export const activeOf = (filters: readonly Filter[], typed: Typed): Filter[] =>
  filters.filter(({ name }) => Boolean(typed[name]?.trim()));

/** A query as people write it: brackets and spaces of names stay readable. */
export const readable = (params: URLSearchParams): string =>
  params.toString().replaceAll('%5B', '[').replaceAll('%5D', ']');
