import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { SaxesParser } from 'saxes';

type Element = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> };
/** A document's elements in order, and the text of each. */
export type Document = { readonly elements: readonly Element[]; readonly textOf: (tag: string) => string };

type Node = DefaultTreeAdapterMap['node'];

/** Parses HTML as browsers do. */
export function htmlOf(source: string): Document {
  const elements: Element[] = [];
  const texts = new Map<string, string>();
  const visit = (node: Node, within: readonly string[]) => {
    if ('tagName' in node) {
      elements.push({
        tag: node.tagName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      });
    }
    if (node.nodeName === '#text' && 'value' in node)
      for (const tag of within) texts.set(tag, (texts.get(tag) ?? '') + node.value);
    const inside = 'tagName' in node ? [...within, node.tagName] : within;
    for (const child of 'childNodes' in node ? node.childNodes : []) visit(child, inside);
  };
  visit(parse(source), []);
  return { elements, textOf: (tag) => texts.get(tag) ?? '' };
}

/** Parses XML strictly. @throws where it is not well formed, or declares a document type */
export function xmlOf(source: string): Document {
  const elements: Element[] = [];
  let text = '';
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('A document type is declared');
  });
  parser.on('opentag', ({ name, attributes }) => void elements.push({ tag: name, attributes: { ...attributes } }));
  parser.on('text', (part) => {
    text += part;
  });
  parser.write(source).close();
  return { elements, textOf: () => text };
}

/** Elements with the names of their attributes: what no text of anybody's may change. */
export const shapeOf = ({ elements }: Document): string =>
  elements.map(({ tag, attributes }) => `${tag}(${Object.keys(attributes).join()})`).join(' ');

const addresses = ['href', 'src', 'action', 'xlink:href', 'formaction'];

/** Addresses that lead anywhere but to the web or into this site. */
export const strangeAddresses = ({ elements }: Document): readonly string[] =>
  elements
    .flatMap(({ attributes }) => addresses.flatMap((name) => attributes[name] ?? []))
    .filter((address) => !/^(https?:\/\/|\/(?!\/)|#|\?|mailto:)/i.test(address));
