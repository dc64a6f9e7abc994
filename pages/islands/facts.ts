import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';

/** The published facts of a dataset, as far as a page shows them. */
type Facts = {
  readonly publishedAt: string;
  readonly records: number;
  readonly days: readonly { readonly day: string }[];
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

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

/** A moment of the last week as its distance, an earlier one as its day. */
export function agoText(language: 'en' | 'ar', iso: string, nowMs: number): string {
  const passedMs = nowMs - Date.parse(iso);
  if (passedMs > 7 * dayMs) return formatsOf(language).date(iso);
  const relative = new Intl.RelativeTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en-GB', { numeric: 'always' });
  if (passedMs >= dayMs) return relative.format(-Math.floor(passedMs / dayMs), 'day');
  if (passedMs >= hourMs) return relative.format(-Math.floor(passedMs / hourMs), 'hour');
  return relative.format(-Math.max(1, Math.floor(passedMs / minuteMs)), 'minute');
}
