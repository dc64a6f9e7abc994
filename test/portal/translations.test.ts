import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { knownAction } from '../../portal/src/trail/actions.ts';
import { actionsOf } from '../../shared/domain/access/authority.ts';
import { authorityOf } from '../support/declared-authority.ts';

type Texts = { [name: string]: string | Texts };

const source = 'portal/src';
const read = (language: string) => JSON.parse(readFileSync(`${source}/i18n/${language}.json`, 'utf8')) as Texts;
const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [[path + name, value] as [string, string]] : flat(value, `${path}${name}.`),
  );

const english = new Map(flat(read('en')));
const arabic = new Map(flat(read('ar')));
const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string) => key.replace(plural, '');
const stems = (texts: Map<string, string>) => new Set([...texts.keys()].map(stem));
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same texts', () => {
  expect([...stems(arabic)].sort()).toEqual([...stems(english)].sort());
});

test.each([
  ['en', english],
  ['ar', arabic],
] as const)('a text of %s that counts has every plural form of that language and no other', (language, texts) => {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
  for (const counted of new Set([...texts.keys()].filter((key) => plural.test(key)).map(stem))) {
    const forms = [...texts.keys()].filter((key) => stem(key) === counted).map((key) => key.slice(counted.length + 1));
    expect({ counted, forms: forms.toSorted() }).toEqual({ counted, forms: categories });
  }
});

test('a translation takes the same values as the original, or fewer where a number is written out', () => {
  for (const [key, text] of arabic) {
    const original = variables(english.get(key) ?? english.get(`${stem(key)}_other`) ?? '');
    if (plural.test(key)) expect(original).toEqual(expect.arrayContaining(variables(text)));
    else expect({ key, values: variables(text) }).toEqual({ key, values: original });
  }
});

test('no text is empty, and none in Arabic was left in English', () => {
  for (const text of [...english.values(), ...arabic.values()]) expect(text.trim()).not.toBe('');
  expect([...arabic].filter(([, text]) => !/[\u0600-\u06ff]/.test(text.replace(/\{\{\w+\}\}/g, '')))).toEqual([]);
});

test('every text is used by a page; texts of problems by the public pages', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const code = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
  const literal = /['"`]([a-zA-Z]+(?:\.(?:\w|\$\{[^}]*\})+)+)['"`]/g;
  const literals = [...code.matchAll(literal)].map(([, text]) => text ?? '');
  const patterns = literals.map((text) => {
    const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('[\\w-]+')}$`);
  });
  const ours = [...stems(english)].filter((key) => !key.startsWith('problems.'));
  expect(ours.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});

test('every action that a function writes into a trail has a text in the console', () => {
  const files = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = files.map((name) => readFileSync(join('functions', name), 'utf8')).join('\n');
  const lines = [...code.matchAll(/\bactions?\b.*/g)].map(([line]) => line);
  const actions = new Set(lines.flatMap((line) => line.match(/(?<=')[a-z_]+\.[a-z_.]+(?=')/g) ?? []));
  expect(actions.size).toBeGreaterThan(30);
  const missing = [...actions].filter((action) => !english.has(`operator.did.${action.replaceAll('.', '_')}`));
  expect(missing).toEqual([]);
});

test('a sentence in English has 25 words at most, and opens with its actor or its act', () => {
  const sentences = [...english].flatMap(([key, text]) => text.split(/(?<=[.!?])\s+/).map((each) => ({ key, each })));
  const wrong = sentences.filter(
    ({ each }) => /^(What|Who|Whoever|Whose|Of|That which)\b/.test(each) || each.split(/\s+/).length > 25,
  );
  expect(wrong).toEqual([]);
});

test('every action that a route, a queue’s function or a job declares has a text in the trail', () => {
  const declared = Object.keys(functions).flatMap((name) => [...actionsOf(authorityOf(name))]);
  expect(declared.length).toBeGreaterThan(50);
  expect(declared.filter((action) => knownAction(action) === undefined)).toEqual([]);
});
