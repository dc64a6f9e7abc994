/** A start tag of a document; `nameEnd` and `end` are the positions just after its name and its `>`. */
export type StartTag = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly nameEnd: number;
  readonly end: number;
};

const name = '[A-Za-z_][\\w.:-]*';
const attribute = `\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
/** Comments, CDATA, processing instructions, tags and text. A document type is not among them: it could declare entities. */
const token = new RegExp(
  `<!--[^]*?-->|<!\\[CDATA\\[[^]*?\\]\\]>|<\\?[^]*?\\?>|</${name}\\s*>|<(?<name>${name})(?<attributes>(?:${attribute})*)\\s*/?>|[^<]+`,
  'y',
);
const eachAttribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g');

/**
 * The start tags of an XML document, in their order; null where we cannot read it. Entities are left as they are. The time grows with the
 * length of the text only.
 */
export function startTags(text: string): readonly StartTag[] | null {
  const tags: StartTag[] = [];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return null;
    const tag = found.groups?.name;
    const end = at + found[0].length;
    if (tag !== undefined)
      tags.push({
        name: tag,
        attributes: attributesOf(found.groups?.attributes ?? ''),
        nameEnd: at + 1 + tag.length,
        end,
      });
    at = end;
  }
  return tags;
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(eachAttribute)].map(([, key = '', double, single]) => [key, double ?? single ?? '']));
