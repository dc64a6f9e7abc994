import type { CatalogView } from '../../../shared/http/views.ts';
import { useCatalog } from './catalog-api.ts';

/** Everything that is read with keys: a dataset by its id, an API by `gateway:` and its id. */
export const resourcesOf = (
  catalog: CatalogView | undefined,
): readonly { readonly id: string; readonly title: string }[] => [
  ...(catalog?.datasets ?? []).map(({ id, title }) => ({ id, title })),
  ...(catalog?.upstreams ?? []).map(({ id, title }) => ({ id: `gateway:${id}`, title })),
];

/** Names a dataset or API by its title; its id if the catalogue does not have it. */
export function useResourceTitle(): (resource: string) => string {
  const { data: catalog } = useCatalog();
  return (resource) => resourcesOf(catalog).find(({ id }) => id === resource)?.title ?? resource;
}
