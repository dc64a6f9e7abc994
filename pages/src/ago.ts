import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** A moment of the last week as its distance, an earlier one as its day. */
export function agoText(language: 'en' | 'ar', iso: string, nowMs: number): string {
  const passedMs = nowMs - Date.parse(iso);
  if (passedMs > 7 * dayMs) return formatsOf(language).date(iso);
  const relative = new Intl.RelativeTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en-GB', { numeric: 'always' });
  if (passedMs >= dayMs) return relative.format(-Math.floor(passedMs / dayMs), 'day');
  if (passedMs >= hourMs) return relative.format(-Math.floor(passedMs / hourMs), 'hour');
  return relative.format(-Math.max(1, Math.floor(passedMs / minuteMs)), 'minute');
}
