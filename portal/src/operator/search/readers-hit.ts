import type { CatalogView } from '../../../../shared/http/views.ts';
import { resourcesOf } from '../../catalog/resource-title.ts';
import { dayAt, readersAddress } from '../readers/readers-api.ts';

/** Words for days, by how long they are ago, in both languages. */
const daysAgo: Readonly<Record<string, number>> = { today: 0, yesterday: 1, اليوم: 0, أمس: 1, امس: 1 };

/** A question that somebody typed: who read this dataset on this UTC day, and the page that answers it. */
export type ReadersHit = { readonly title: string; readonly day: string; readonly to: string };

/** The question of a text such as `posts yesterday` or `posts 2026-11-24`; null where it is none, or names no dataset. */
export function readersHit(typed: string, catalog: CatalogView | undefined, now: Date): ReadersHit | null {
  const words = typed.trim().toLowerCase().split(/\s+/);
  const last = words.pop() ?? '';
  const ago = daysAgo[last];
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(last) && !Number.isNaN(Date.parse(last));
  if (words.length === 0 || (ago === undefined && !isDay)) return null;
  const day = ago === undefined ? last : dayAt(now.getTime(), -ago);
  const text = words.join(' ');
  const named = resourcesOf(catalog).find(({ id, title }) => id === text || title.toLowerCase().includes(text));
  return named ? { title: named.title, day, to: readersAddress({ dataset: named.id, from: day, until: day }) } : null;
}
