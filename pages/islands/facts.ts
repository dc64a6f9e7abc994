import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';
import { agoText } from '../src/ago.ts';

/** The published facts of a dataset, as far as a page shows them. */
type Facts = {
  readonly publishedAt: string;
  readonly records: number;
  readonly days: readonly { readonly day: string }[];
};

/** Reads the facts of every dataset that the page names, and shows them in place of those of the build. A page that cannot keeps those. */
export function showFacts(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-facts]')) void showIn(place);
}

async function showIn(place: HTMLElement): Promise<void> {
  try {
    const response = await fetch(`/public/datasets/${place.dataset.facts}.json`);
    if (!response.ok) return;
    const { publishedAt, records, days }: Facts = await response.json();
    const language = document.documentElement.lang === 'ar' ? 'ar' : 'en';
    const { number, date } = formatsOf(language);
    const newest = days.at(-1)?.day;
    fill(place, 'records', number(records));
    if (newest !== undefined) fill(place, 'newest', date(newest));
    fill(place, 'published', agoText(language, publishedAt, Date.now()), publishedAt);
  } catch {
    // The facts of the build stay.
  }
}

function fill(place: HTMLElement, name: string, text: string, title?: string): void {
  const element = place.querySelector<HTMLElement>(`[data-fact="${name}"]`);
  if (!element) return;
  element.textContent = text;
  if (title !== undefined) element.title = title;
}
