import type { BadgeView, CatalogView } from '../../../shared/http/views.ts';

type Kind = BadgeView['kind'];

/** The kinds of holder that badges are sold to, persons first. Until the catalogue is loaded: all except governments. */
export function kindsOf(catalog: CatalogView | undefined): readonly Kind[] {
  if (!catalog) return ['person', 'organization'];
  const sold = new Set(catalog.badges.flatMap(({ kind, alsoFor }) => [kind, ...alsoFor]));
  return (['person', 'organization', 'government'] as const).filter((kind) => sold.has(kind));
}
