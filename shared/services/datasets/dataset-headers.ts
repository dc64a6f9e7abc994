import type { Catalog, Dataset } from '../../domain/catalog/catalog.ts';
import type { DataVersion } from '../../domain/catalog/deprecation.ts';
import type { Deprecation } from '../../domain/catalog/deprecation-types.ts';
import { licenceLink } from '../../domain/licences/licence-link.ts';
import { deprecationHeaders } from '../../http/deprecation.ts';

type Deps = { readonly catalog: Catalog; readonly origin: string; readonly now: () => Date };

type Read = {
  readonly dataset: Dataset;
  readonly version: DataVersion;
  /** The deprecations of everything that the call uses. */
  readonly deprecations: readonly Deprecation[];
};

/** The headers of every answer about a dataset: the version that served it, its licence, whether it is made up, and what is deprecated. */
export function datasetHeaders(deps: Deps, { dataset, version, deprecations }: Read): Record<string, string> {
  const licence = licenceLink(deps.catalog, dataset.licence, { origin: deps.origin, at: deps.now() });
  const { link, ...deprecated } = deprecationHeaders(deprecations);
  const links = [licence, link].filter((each) => each !== undefined);
  return {
    'tollgate-version': version,
    ...deprecated,
    ...(dataset.synthetic ? { 'tollgate-synthetic': 'true' } : {}),
    ...(links.length > 0 ? { link: links.join(', ') } : {}),
  };
}
