import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { fieldTypesOf } from '../../shared/domain/catalog/field.ts';
import { type Localized, textIn } from '../../shared/domain/catalog/localized.ts';
import type { PublicRecord } from '../../shared/domain/datasets/public-dataset.ts';
import { escapeMarkup } from '../../shared/services/badges/marks/words.ts';
import { type HtmlPage, hiddenLanguage, linkTo, type PageLocale } from '../../shared/services/badges/pages/layout.ts';
import { type SampleTexts, sampleTexts } from './texts.ts';

type SamplePage = {
  readonly dataset: Dataset;
  /** The parameters that were sent, without empty ones. */
  readonly typed: URLSearchParams;
  /** Parameters that cannot be used; then there are no records. */
  readonly wrong: readonly string[];
  readonly records?: readonly PublicRecord[];
  readonly nextCursor?: string;
  readonly reading: PageLocale;
  readonly issuer: Localized;
};

/** The sample records that a form found, with the form. */
export function samplePage(shown: SamplePage): HtmlPage {
  const { dataset, reading, issuer, wrong, records = [] } = shown;
  const words = sampleTexts[reading.language];
  const title = textIn(dataset.title, reading.language);
  const mistakes = wrong.map((name) => `<bdi>${escapeMarkup(name)}</bdi>`).join(', ');
  const none = records.length === 0 ? `<p>${words.none}</p>` : '';
  const outcome = wrong.length > 0 ? `<p class="verdict bad">${words.wrong} ${mistakes}</p>` : none;
  const body = `<h1><bdi>${escapeMarkup(title)}</bdi></h1><p>${words.lead}${dataset.synthetic ? ` ${words.synthetic}` : ''}</p>${formOf(shown, words)}${outcome}
${records.map((record) => recordOf(record)).join('\n')}${moreOf(shown, words)}`;
  return { reading, issuer, title: `${title} · ${words.title}`, body };
}

/** Search, times, and a filter a field: a text or a truth is compared, a number is a lower bound. */
function formOf({ dataset, typed, reading }: SamplePage, words: SampleTexts): string {
  const input = (name: string, label: string) =>
    `<label>${label}<input name="${escapeMarkup(name)}" value="${escapeMarkup(typed.get(name) ?? '')}" maxlength="200" dir="auto" autocapitalize="none"></label>`;
  const field = (name: string) => `<bdi>${escapeMarkup(name)}</bdi>`;
  const { timeField, textFields = [] } = dataset;
  const filters = Object.entries(fieldTypesOf(dataset)).flatMap(([name, type]) => {
    if (name === timeField || textFields.includes(name) || type === 'date' || type === 'timestamp') return [];
    const isBound = type === 'integer' || type === 'number';
    return [isBound ? input(`${name}[gte]`, `${field(name)} ≥`) : input(name, field(name))];
  });
  const first = [
    ...(textFields.length > 0 ? [input('q', words.search)] : []),
    ...(timeField === undefined ? [] : [input('from', words.from), input('to', words.to)]),
  ];
  const others = `<details><summary>${words.filters}</summary><div>${filters.join('')}</div></details>`;
  return `<form method="get" action="/v1/sample/${dataset.id}">${hiddenLanguage(reading)}${first.join('')}${others}<button>${words.run}</button></form>`;
}

const recordOf = (record: PublicRecord): string =>
  `<dl>${Object.entries(record)
    .map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd><bdi>${escapeMarkup(String(value ?? '–'))}</bdi></dd>`)
    .join('')}</dl>`;

function moreOf({ dataset, typed, nextCursor, reading }: SamplePage, words: SampleTexts): string {
  if (nextCursor === undefined) return '';
  const next = new URLSearchParams(typed);
  next.set('cursor', nextCursor);
  return `<p><a href="${linkTo(`/v1/sample/${dataset.id}?${next}`, reading)}">${words.more}</a></p>`;
}
