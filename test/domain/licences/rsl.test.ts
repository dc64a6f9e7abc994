/** `/license.xml` against RSL 1.0: well-formed by saxes, valid by libxml2 and the rules in `rsl-1.0.rng`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import {
  type LicenceTerms,
  permissions,
  redistributions,
  rslDisclaimers,
  rslPayments,
  rslUsages,
  rslUsers,
  rslWarranties,
} from '../../../shared/domain/catalog/licence-terms.ts';
import { rslDocument } from '../../../shared/domain/licences/rsl.ts';
import tollgate from '../../../tollgate.config.ts';

const schema = readFileSync(join(import.meta.dirname, 'rsl-1.0.rng'), 'utf8');
const origin = 'https://shop.example';
const shipped = rslDocument(tollgate, origin) ?? '';

async function mistakesIn(contents: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'license.xml', contents },
    schema,
    extension: 'relaxng',
  });
  return errors.map(({ message }) => message);
}

type Found = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string };

/** The elements of a document in order. @throws where it is not well-formed, or a namespace is not RSL's */
function elementsOf(xml: string): Found[] {
  const found: Found[] = [];
  const open: Found[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('https://rslstandard.org/rsl');
    const values = Object.values(attributes).map((attribute) => [attribute.name, attribute.value]);
    const element = { name: local, attributes: Object.fromEntries(values), text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

describe('/license.xml', () => {
  it('is well-formed and follows the rules of RSL 1.0', async () => {
    expect(await mistakesIn(shipped)).toEqual([]);
    expect(elementsOf(shipped)[0]).toMatchObject({ name: 'rsl', attributes: { 'max-age': '1' } });
  });

  it('has one content for each dataset and API, with its licence’s text, at an absolute address', () => {
    const elements = elementsOf(shipped);
    const urls = elements.filter(({ name }) => name === 'content').map(({ attributes }) => attributes.url);
    expect(urls).toEqual([
      ...tollgate.datasets.map(({ id }) => `${origin}/data/${id}`),
      ...(tollgate.upstreams ?? []).map(({ id }) => `${origin}/gateway/${id}/`),
    ]);
    const texts = elements.filter(({ name }) => name === 'terms').map(({ text }) => text);
    expect(texts[0]).toBe(`${origin}/licences/conversations/2026-12-02`);
    expect(texts).toHaveLength(urls.length);
  });

  it('says what the terms of the newest version say', () => {
    const said = elementsOf(shipped).map(({ name, attributes, text }) => [name, attributes.type ?? '', text.trim()]);
    expect(said).toContainEqual(['permits', 'usage', 'ai-input ai-index']);
    expect(said).toContainEqual(['prohibits', 'usage', 'ai-train']);
    expect(said).toContainEqual(['prohibits', 'user', 'government']);
    expect(said).toContainEqual(['legal', 'contact', `mailto:${tollgate.supportEmail}`]);
    expect(said).toContainEqual(['copyright', 'organization', 'Parley Data']);
  });

  it('is nothing where no licence has terms', () => {
    const bare = tollgate.publishedLicences.map(({ terms, termsSha256, ...licence }) => licence);
    expect(rslDocument({ ...tollgate, publishedLicences: bare }, origin)).toBeNull();
  });

  it.each([
    ['a word of an earlier draft', 'ai-input ai-index', 'ai-input,ai-index'],
    ['an unknown word', 'ai-input ai-index', 'inference'],
    ['an unknown element', /permits/g, 'permit'],
    ['a content without a licence', /<license>[\s\S]*?<\/license>/, ''],
    ['another namespace', 'rslstandard.org/rsl', 'rslstandard.org/rsl/2.0'],
    ['an unknown payment', 'type="subscription"', 'type="monthly"'],
    ['an age of nothing', 'max-age="1"', 'max-age="0"'],
  ])('would be refused with %s', async (_, from, to) => {
    const broken = shipped.replace(from, to);
    expect(broken).not.toBe(shipped);
    expect(await mistakesIn(broken)).not.toEqual([]);
  });
});

const some = <T>(words: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }), { nil: undefined });
const uses = fc.record(
  { usage: some(rslUsages), user: some(rslUsers), geo: some(['DE', 'EG', 'EU']) },
  { requiredKeys: [] },
);
const anyTerms: fc.Arbitrary<LicenceTerms> = fc.record({
  permits: uses,
  prohibits: uses,
  payment: fc.constantFrom(...rslPayments),
  standard: fc.option(fc.webUrl(), { nil: undefined }),
  warranties: some(rslWarranties),
  disclaimers: some(rslDisclaimers),
  copyright: fc.option(
    fc.record({
      holder: fc.constantFrom('A & B <Ltd.> "C"', "O'Neill ]]>", 'مؤسسة البيانات'),
      type: fc.constantFrom('person' as const, 'organization' as const),
    }),
    { nil: undefined },
  ),
  redistribution: fc.constantFrom(...redistributions),
  governmentEndUsers: fc.constantFrom(...permissions),
  modelTraining: fc.constantFrom(...permissions),
}) as fc.Arbitrary<LicenceTerms>;

const withTerms = (terms: LicenceTerms): Catalog => ({
  ...tollgate,
  publishedLicences: tollgate.publishedLicences.map((licence) => ({ ...licence, terms })),
});

it('any terms make a valid document, with at most one permits, prohibits and legal of each type in a licence', async () => {
  const terms = fc.sample(anyTerms, { numRuns: 40, seed: 20_261_202 });
  for (const each of terms) {
    const xml = rslDocument(withTerms(each), origin) ?? '';
    expect(await mistakesIn(xml)).toEqual([]);
    const [, first = ''] = xml.split('<content');
    const typed = elementsOf(`<content xmlns="https://rslstandard.org/rsl"${first.replace(/<\/rsl>\s*$/, '')}`)
      .filter(({ name }) => ['permits', 'prohibits', 'legal'].includes(name))
      .map(({ name, attributes }) => `${name} ${attributes.type}`);
    expect(new Set(typed).size).toBe(typed.length);
  }
});
