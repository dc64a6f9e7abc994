import type { Catalog, Dataset } from './catalog.ts';
import type { Deprecatable, Deprecation } from './deprecation-types.ts';

/** The versions of `/data` that are served, the first one to whoever names none. */
export const dataVersions = ['1'] as const;
export type DataVersion = (typeof dataVersions)[number];

type Reading = {
  readonly dataset: Dataset & Deprecatable;
  readonly version: DataVersion;
  /** Parameters of the address: `fields` and `by` name fields, and so does every filter. */
  readonly query: URLSearchParams;
  /** Records have all their fields unless some are named; counts have only what they are asked by. */
  readonly kind: 'records' | 'counts';
};

/** What is deprecated of all that a call uses: the version, the dataset, and the fields that it names or is answered. */
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
