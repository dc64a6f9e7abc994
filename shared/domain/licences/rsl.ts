import type { Catalog } from '../catalog/catalog.ts';
import type { PublishedLicence } from '../catalog/licence.ts';
import type { LicenceTerms, LicensedUses } from '../catalog/licence-terms.ts';
import { versionsOf } from './licence.ts';

/** The media type of an RSL document (RSL 1.0, 2.2). */
export const rslMediaType = 'application/rsl+xml';

/** Days after which a reader asks again (RSL 1.0, 3.2): a version that is published today is known tomorrow. */
const maxAgeDays = 1;

/**
 * `/license.xml`: one `<content>` for each dataset and API with the terms of its licence's newest version, which newcomers are asked for. A
 * licence without terms is left out, so that RSL treats its records as unlicensed. Null: no licence has terms.
 * `origin`: the public address, without a slash at the end.
 * Source: RSL 1.0, https://rslstandard.org/rsl, section 3.
 */
export function rslDocument(catalog: Catalog, origin: string): string | null {
  const contents = [
    ...catalog.datasets.map(({ id, licence }) => ({ url: `${origin}/data/${id}`, licence })),
    ...(catalog.upstreams ?? []).map(({ id, licence }) => ({ url: `${origin}/gateway/${id}/`, licence })),
  ].flatMap(({ url, licence: id }) => {
    const licence = offeredWithTerms(catalog, id);
    return licence ? [contentOf(licence, { url, origin, contact: catalog.supportEmail })] : [];
  });
  if (contents.length === 0) return null;
  const root = { xmlns: 'https://rslstandard.org/rsl', 'max-age': maxAgeDays };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('rsl', root, contents)}\n`;
}

/** A version with terms. */
export type LicenceWithTerms = PublishedLicence & { readonly terms: LicenceTerms };

/** The version of a licence that newcomers are asked for, where it has terms. */
export function offeredWithTerms(catalog: Catalog, id: string): LicenceWithTerms | null {
  const licence = versionsOf(catalog, id).at(-1);
  return licence?.terms ? { ...licence, terms: licence.terms } : null;
}

type Offering = { readonly url: string; readonly origin: string; readonly contact: string };

function contentOf({ id, version, publishedAt, terms }: LicenceWithTerms, { url, origin, contact }: Offering): string {
  const { copyright } = terms;
  return element('content', { url, lastmod: publishedAt }, [
    element('license', {}, licenceParts(terms, { custom: `${origin}/pricing`, contact: `mailto:${contact}` })),
    ...(copyright ? [text('copyright', { type: copyright.type }, copyright.holder)] : []),
    text('terms', {}, `${origin}/licences/${id}/${version}`),
  ]);
}

/** The children of `<license>`, in the order of the specification. */
function licenceParts(terms: LicenceTerms, given: { readonly custom: string; readonly contact: string }): string[] {
  const { permits, prohibits, payment, standard, warranties = [], disclaimers = [] } = terms;
  return [
    ...usesIn('permits', permits),
    ...usesIn('prohibits', prohibits),
    element('payment', { type: payment }, [
      ...(standard ? [text('standard', {}, standard)] : []),
      text('custom', {}, given.custom),
    ]),
    ...words('legal', { type: 'warranty' }, warranties),
    ...words('legal', { type: 'disclaimer' }, disclaimers),
    text('legal', { type: 'contact' }, given.contact),
  ];
}

const usesIn = (name: keyof Pick<LicenceTerms, 'permits' | 'prohibits'>, uses: LicensedUses): string[] =>
  (['usage', 'user', 'geo'] as const).flatMap((type) => words(name, { type }, uses[type] ?? []));

type Attributes = Readonly<Record<string, string | number>>;

/** A list of words apart by spaces; no element without a word. */
const words = (name: string, attributes: Attributes, list: readonly string[]): string[] =>
  list.length === 0 ? [] : [text(name, attributes, list.join(' '))];

const text = (name: string, attributes: Attributes, content: string): string =>
  `<${name}${written(attributes)}>${escaped(content)}</${name}>`;

const element = (name: string, attributes: Attributes, children: readonly string[]): string =>
  `<${name}${written(attributes)}>\n${children.join('\n').replace(/^/gm, '  ')}\n</${name}>`;

const written = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (content: string): string => content.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
