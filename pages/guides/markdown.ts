import type { Element, ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Block, CodeLanguage, Sample } from './blocks.ts';
import type { Highlight } from './highlight.ts';

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
const writer = unified().use(rehypeStringify);

/** How a guide is read: its links lead to pages of its language. */
export type Reading = { readonly highlight: Highlight; readonly toPage: (address: string) => string };

/** A guide's title, first paragraph, and the rest as blocks. Throws where the form of a guide is not kept. */
export function parsed(markdown: string, { highlight, toPage }: Reading) {
  const tree: Root = parser.runSync(parser.parse(markdown));
  const [title, lead, ...rest] = tree.children.filter((node): node is Element => node.type === 'element');
  if (title?.tagName !== 'h1' || lead?.tagName !== 'p')
    throw new Error(`A guide begins with a title and a paragraph: ${markdown.slice(0, 60)}`);
  for (const node of rest) withLinks(node, toPage);
  const metas = [...markdown.matchAll(/^```(\w+) ?(.*)\n[\s\S]*?^```$/gm)].map(([, , meta = '']) => meta);
  const codeOf = (node: Element): Sample => sampleOf(node, metas.shift() ?? '', highlight);
  return { title: textOf(title), lead: textOf(lead), blocks: rest.reduce(withBlock(codeOf), []) };
}

const withBlock =
  (codeOf: (node: Element) => Sample) =>
  (blocks: readonly Block[], node: Element): Block[] => {
    const last = blocks.at(-1);
    const block = blockOf(node, codeOf);
    const isSame = block.kind === 'code' && last?.kind === 'code' && isAnotherLanguage(last.samples, block.samples);
    if (isSame) return [...blocks.slice(0, -1), { kind: 'code', samples: [...last.samples, ...block.samples] }];
    if (block.kind !== 'html' || last?.kind !== 'html') return [...blocks, block];
    return [...blocks.slice(0, -1), { kind: 'html', html: `${last.html}\n${block.html}` }];
  };

/** Code follows code in another language of programs: both do the same. */
const isAnotherLanguage = (before: readonly Sample[], [next]: readonly Sample[]): boolean =>
  next !== undefined &&
  [...before, next].every(({ language }) => ['bash', 'typescript', 'python'].includes(language)) &&
  before.every(({ language }) => language !== next.language);

function blockOf(node: Element, codeOf: (node: Element) => Sample): Block {
  if (node.tagName === 'pre') return { kind: 'code', samples: [codeOf(node)] };
  if (node.tagName === 'table') return { kind: 'table', html: htmlOf(node.children) };
  if (node.tagName === 'h2') return headingOf(node);
  if (node.tagName === 'h3') return { kind: 'minor', html: htmlOf(node.children) };
  const dataset = /^\{run (\w+)\}$/.exec(textOf(node))?.[1];
  return dataset === undefined ? { kind: 'html', html: htmlOf([node]) } : { kind: 'run', dataset };
}

/** `## Title {#id}`: the id is the same in every language. */
function headingOf(node: Element): Block {
  const [, text, id] = /^(.*?) \{#([\w-]+)\}$/s.exec(textOf(node)) ?? [];
  if (text === undefined || id === undefined) throw new Error(`A heading has no {#id}: ${textOf(node)}`);
  return { kind: 'heading', id, text, html: htmlOf(node.children).replace(/ \{#[\w-]+\}$/, '') };
}

function sampleOf(node: Element, meta: string, highlight: Highlight): Sample {
  const [code] = node.children;
  const name = code?.type === 'element' ? String(code.properties.className ?? '') : '';
  const language = name.replace('language-', '') as CodeLanguage;
  const text = textOf(node).replace(/\n$/, '');
  return { language, text, meta, html: highlight(text, language) };
}

function withLinks(node: Element, toPage: Reading['toPage']): void {
  if (node.tagName === 'a') node.properties.href = toPage(String(node.properties.href));
  for (const child of node.children) if (child.type === 'element') withLinks(child, toPage);
}

const htmlOf = (children: readonly ElementContent[]): string =>
  writer.stringify({ type: 'root', children: [...children] });

const textOf = (node: Element): string =>
  node.children
    .map((child) => (child.type === 'element' ? textOf(child) : child.type === 'text' ? child.value : ''))
    .join('');

/** Plain text of HTML that we made. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x26;', '&')
    .replace(/\s+/g, ' ')
    .trim();
