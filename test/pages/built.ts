import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { inject } from 'vitest';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** A text of a page, and the elements around it, the outermost first. */
export type PageText = { readonly text: string; readonly around: readonly Element[] };

/** A built page. */
export type BuiltPage = {
  readonly file: string;
  readonly language: 'en' | 'ar';
  readonly html: string;
  readonly elements: readonly Element[];
  readonly texts: readonly PageText[];
};

const read = (file: string): string => readFileSync(join(inject('pagesFolder'), file), 'utf8');

/** Every page of the build, read once. */
export const builtPages = (): BuiltPage[] =>
  globSync('**/*.html', { cwd: inject('pagesFolder') })
    .toSorted()
    .map((file) => {
      const html = read(file);
      const found: { elements: Element[]; texts: PageText[] } = { elements: [], texts: [] };
      walk(parse(html), [], found);
      return { file, language: file.startsWith('ar/') ? 'ar' : 'en', html, ...found };
    });

function walk(node: Node, around: readonly Element[], found: { elements: Element[]; texts: PageText[] }): void {
  if (node.nodeName === '#text' && 'value' in node && node.value.trim())
    found.texts.push({ text: node.value.trim(), around });
  const isElement = 'tagName' in node;
  if (isElement) found.elements.push(node);
  if ('childNodes' in node)
    for (const child of node.childNodes) walk(child, isElement ? [...around, node] : around, found);
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

/** The attributes of the elements of a name. */
export const allOf = ({ elements }: BuiltPage, tag: string): Record<string, string>[] =>
  elements
    .filter(({ tagName }) => tagName === tag)
    .map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value])));

/** The size of a file as it travels, in bytes. */
export const gzipBytes = (address: string): number => gzipSync(read(address), { level: 9 }).length;
