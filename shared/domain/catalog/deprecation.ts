import type { Catalog, Dataset } from './catalog.ts';
import type { Deprecatable, Deprecation } from './deprecation-types.ts';

/** The versions of `/data` that are served. The first one serves calls that name none. */
export const dataVersions = ['1'] as const;
/** A version of `/data`, by its number. */
export type DataVersion = (typeof dataVersions)[number];

type Reading = {
  readonly dataset: Dataset & Deprecatable;
  readonly version: DataVersion;
  /** The query parameters: `fields` and `by` name fields, and so does every filter. */
  readonly query: URLSearchParams;
  /** Records have all their fields unless the call names some. Counts have only the field that they are counted by. */
  readonly kind: 'records' | 'counts';
};

/** The deprecations that a call touches: of the version, of the dataset, and of fields that it names or returns. */
export function deprecationsOf(
  { settings }: Pick<Catalog, 'settings'>,
  { dataset, version, query, kind }: Reading,
): Deprecation[] {
  const { deprecated, deprecatedFields = {} } = dataset;
  const named = namedFields(query);
  const all = kind === 'records' && !query.has('fields');
  const fields = Object.entries(deprecatedFields).filter(([name]) => all || named.has(name));
  return [settings.deprecatedVersions?.[version] ?? [], deprecated ?? [], fields.map(([, each]) => each)].flat();
}

function namedFields(query: URLSearchParams): Set<string> {
  const lists = [...query.getAll('fields'), ...query.getAll('by')].flatMap((list) => list.split(','));
  const filters = [...query.keys()].map((name) => name.replace(/\[\w+\]$/, ''));
  return new Set([...lists, ...filters]);
}
