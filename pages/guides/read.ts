/** Reads the guides from their Markdown. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressIn, type Language, languages, pageAddresses } from '../addresses.ts';
import type { Block, Guide } from './blocks.ts';
import type { Highlight } from './highlight.ts';
import { parsed, plainText } from './markdown.ts';
import { type GuideId, guidesOf } from './order.ts';
import { filledIn, type Known, valuesOf } from './values.ts';

const folder = join(import.meta.dirname, '../docs');

/** Every guide in every language, in their order, with this deployment's values. */
export async function readGuides(known: Known, highlight: Highlight): Promise<Record<Language, Guide[]>> {
  const addresses = new Set(pageAddresses(known.catalog));
  const read = (language: Language) =>
    Promise.all(
      guidesOf(known.catalog).map(async (id) => {
        const markdown = filledIn(await markdownOf(id, language), valuesOf(known, language));
        return guideOf({ id, markdown, language, highlight, addresses });
      }),
    );
  const [en = [], ar = []] = await Promise.all(languages.map(read));
  return { en, ar };
}

/** A guide's Markdown. Code stands in the English file; others name each group of it in order, as `{{code}}`. */
async function markdownOf(id: GuideId, language: Language): Promise<string> {
  const english = await readFile(join(folder, `${id}.en.md`), 'utf8');
  if (language === 'en') return english;
  const groups = codeGroupsOf(english);
  const markdown = await readFile(join(folder, `${id}.${language}.md`), 'utf8');
  const filled = markdown.replace(/^\{\{code\}\}$/gm, () => groups.shift() ?? missing(id));
  return groups.length === 0 ? filled : missing(id);
}

function missing(id: GuideId): never {
  throw new Error(`The translations of ${id} do not name each code of the original once`);
}

/** Code blocks of Markdown; those with only a blank line between are one group. */
export const codeGroupsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/(?:^```\w.*\n[\s\S]*?^```$\n*)+/gm)].map(([group]) => group.trimEnd());

/** Pages of the portal, which reads its language from the query. */
const ofPortal = /^\/(sign-up|sign-in|app|console)\b/;

type Source = {
  readonly id: GuideId;
  readonly markdown: string;
  readonly language: Language;
  readonly highlight: Highlight;
  readonly addresses: ReadonlySet<string>;
};

function guideOf({ id, markdown, language, highlight, addresses }: Source): Guide {
  const toPage = (address: string) => {
    if (addresses.has(address.replace(/#.*$/, ''))) return addressIn(language, address);
    return language !== 'en' && ofPortal.test(address) ? `${address}?language=${language}` : address;
  };
  const { title, lead, blocks } = parsed(markdown, { highlight, toPage });
  return { id, title, lead, blocks, sections: sectionsOf(title, lead, blocks), markdown };
}

function sectionsOf(title: string, lead: string, blocks: readonly Block[]): Guide['sections'] {
  const sections: { id: string | null; title: string; text: string }[] = [{ id: null, title, text: lead }];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (block.kind === 'heading') sections.push({ id: block.id, title: block.text, text: '' });
    else if (last && 'html' in block) last.text = `${last.text} ${plainText(block.html)}`.trim();
  }
  return sections;
}
