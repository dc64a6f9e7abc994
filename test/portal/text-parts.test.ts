import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { partOf } from '../../portal/src/i18n/text-parts.ts';

const source = 'portal/src';

type Texts = { readonly [name: string]: string | Texts };
const flat = (texts: Texts, path = ''): string[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [path + name] : flat(value, `${path}${name}.`),
  );
const plural = /_(zero|one|two|few|many|other)$/;
const keys = [
  ...new Set(flat(JSON.parse(readFileSync(`${source}/i18n/en.json`, 'utf8'))).map((key) => key.replace(plural, ''))),
];
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(source, name));
const code = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

/** The files that a file imports, without those from which it takes types alone or that it loads later. */
const importsOf = (file: string): string[] =>
  [...(code.get(file) ?? '').matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)';/gm)].map(([, path]) =>
    normalize(join(dirname(file), path ?? '')),
  );

/** A file with all that are loaded with it. */
function loadedWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !code.has(file)) return found;
  found.add(file);
  for (const each of importsOf(file)) loadedWith(each, found);
  return found;
}

const literal = /['"`]([a-zA-Z]+(?:\.(?:\w|\$\{[^}]*\})+)+)['"`]/g;

/** The keys that a literal of the code may name: one, or several if a part of it is filled in. */
function keysOf(found: string): string[] {
  const parts = found.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  const pattern = new RegExp(`^${parts.join('[\\w-]+')}$`);
  return keys.filter((key) => pattern.test(key));
}

const partOfKey = (key: string): string => {
  const [group = '', name = ''] = key.split('.');
  return partOf(group, name);
};

/** The parts that a file and all loaded with it show, each with one of its texts and the file. */
function partsShownBy(file: string): Map<string, string> {
  const shown = new Map<string, string>();
  for (const each of loadedWith(file))
    for (const [, found] of (code.get(each) ?? '').matchAll(literal))
      for (const key of keysOf(found ?? '')) shown.set(partOfKey(key), `${key} in ${each}`);
  return shown;
}

type Loading = { readonly from: string; readonly page: string; readonly parts: readonly string[] };

/** Everything that is loaded later, with the parts that are loaded with it, as the source says. */
const loadings: Loading[] = [...code].flatMap(([file, text]) =>
  [...text.matchAll(/import\('(\.[^']+\.tsx)'\)[^,[\];]*?((?:,\s*'\w+')*),?\s*[\])]/g)].map(([, path, parts]) => ({
    from: file,
    page: normalize(join(dirname(file), path ?? '')),
    parts: [...(parts ?? '').matchAll(/'(\w+)'/g)].map(([, part]) => part ?? ''),
  })),
);

test('the frame shows no text but those that every visit loads', () => {
  expect([...partsShownBy(`${source}/main.tsx`)].filter(([part]) => part !== 'shell')).toEqual([]);
});

test('every page that is loaded later comes with all texts that it shows', () => {
  const imports = [...code.values()].flatMap((text) => [...text.matchAll(/\bimport\('\.[^']+\.tsx'\)/g)]);
  expect(loadings.length).toBe(imports.length);
  expect(loadings.length).toBeGreaterThan(25);
  const missing = loadings.flatMap(({ from, page, parts }) =>
    [...partsShownBy(page)]
      .filter(([part]) => part !== 'shell' && !parts.includes(part))
      .map(([part, example]) => `${page}, loaded by ${from}, needs the part ${part}: ${example}`),
  );
  expect(missing).toEqual([]);
});
