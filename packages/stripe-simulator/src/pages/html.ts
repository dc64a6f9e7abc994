import { decimalsOf } from '../core/currency-decimals.ts';
import type { Look } from './look.ts';

/** Markup that is safe to put into a page as it is. */
export type Html = { readonly html: string };

type Part = Html | string | number | null | readonly Html[];

/** A template whose values are escaped, unless they are markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, string, index) => text + rendered(parts[index - 1] ?? null) + string) };
}

function rendered(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('html' in part) return part.html;
  return part.map(rendered).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 34rem; padding: 1rem; color: #1a1f36; background: #fff }
  .notice { background: #fff4d6; border: 1px solid #8a6100; padding: .5rem .75rem; border-radius: .25rem }
  .error { background: #fde8e8; border: 1px solid #9b1c1c; padding: .5rem .75rem; border-radius: .25rem }
  label { display: block; margin-top: .75rem; font-weight: 600 }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid #4f566b; border-radius: .25rem }
  button { font: inherit; margin: 1rem .5rem 0 0; padding: .6rem 1rem; border: 1px solid #3a36db; border-radius: .25rem; background: #3a36db; color: #fff; cursor: pointer }
  button.plain { background: #fff; color: #3a36db }
  :focus-visible { outline: 3px solid #f5a623; outline-offset: 2px }
  section { border-top: 1px solid #c1c9d2; margin-top: 1.5rem }
`;

/** A whole page, marked as the simulator's. */
export function document(title: string, content: Html, look?: Look): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Stripe simulator</title>
<style>${{ html: style + (look?.style ?? '') }}</style>
</head>
<body>
<header><p class="notice">Stripe simulator — no real payment. Use Stripe’s test cards only.</p></header>
<main>
${look ? html`<p><strong>${look.seller}</strong></p>` : null}
${content}
</main>
</body>
</html>
`.html;
}

/** `100.00 USD`, from minor units. */
export function money(amountMinor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return `${(amountMinor / 10 ** decimals).toFixed(decimals)} ${currency.toUpperCase()}`;
}

/** `24 November 2026`, from epoch seconds. */
export const day = (seconds: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1000);
