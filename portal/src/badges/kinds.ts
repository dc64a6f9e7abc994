import type { BadgeView, CatalogView } from '../../../shared/http/views.ts';

type Kind = BadgeView['kind'];

/** For whom a badge is sold here, persons first; all but governments until the catalogue is there. */
export function kindsOf(catalog: CatalogView | undefined): readonly Kind[] {
  if (!catalog) return ['person', 'organization'];
  const sold = new Set(catalog.badges.flatMap(({ kind, alsoFor }) => [kind, ...alsoFor]));
  return (['person', 'organization', 'government'] as const).filter((kind) => sold.has(kind));
}
