import type { Localized } from '../../../domain/catalog/localized.ts';
import { escapeMarkup } from '../marks/words.ts';
import { type HtmlPage, hiddenLanguage, linkTo, type PageLocale } from './layout.ts';
import { texts } from './texts.ts';

/** One step of a check, with its name in the reader's language. */
export type CheckedStep = { readonly name: string; readonly ok: boolean; readonly detail: string };

type Verdict = {
  readonly valid: boolean;
  readonly steps: readonly CheckedStep[];
  /** The handle of the badge; null where it is not known. */
  readonly handle: string | null;
};

type CheckPage = {
  readonly reading: PageLocale;
  readonly issuer: Localized;
  /** The last address that was checked. */
  readonly typed?: string;
  readonly verdict?: Verdict;
};

/** The page with the forms that check a badge, and the last result. */
export function checkPageOf({ reading, issuer, typed = '', verdict }: CheckPage): HtmlPage {
  const { check } = texts[reading.language];
  const body = `<h1>${check.title}</h1><p>${check.lead}</p>${verdict ? verdictOf(reading, verdict) : ''}
<form method="get" action="/badges/check">${hiddenLanguage(reading)}<label>${check.address}<input name="url" required maxlength="2000" dir="auto" autocapitalize="none" value="${escapeMarkup(typed)}"></label>
<button>${check.checkAddress}</button></form>
<form method="post" action="${linkTo('/badges/check', reading)}" enctype="multipart/form-data"><label>${check.credential}<textarea name="credential" rows="4" dir="ltr" maxlength="200000"></textarea></label>
<label>${check.file}<input type="file" name="file" accept=".svg,.png,.jwt,.jws,.txt"></label>
<button>${check.checkCredential}</button></form>`;
  return { reading, issuer, title: check.title, body };
}

function verdictOf(reading: PageLocale, { valid, steps, handle }: Verdict): string {
  const { check } = texts[reading.language];
  const items = steps.map(
    ({ name, ok, detail }) =>
      `<li><strong>${escapeMarkup(name)}</strong>: <span class="${ok ? 'good' : 'bad'}">${ok ? check.passed : check.failed}</span> ${escapeMarkup(detail)}</li>`,
  );
  const link = handle === null ? '' : `<p><a href="${linkTo(`/badges/${handle}`, reading)}">${check.openPage}</a></p>`;
  return `<p class="verdict ${valid ? 'good' : 'bad'}" role="status">${valid ? check.valid : check.notValid}</p>
<ol class="steps">${items.join('')}</ol>${link}`;
}
