import path from 'node:path';

/** The target of a link: a file of the repository and, if the link names one, a heading in it. */
export type Reference = { readonly from: string; readonly file: string; readonly anchor?: string };

/** Text without code blocks, because brackets and numbers in code have another meaning. */
const proseOf = (text: string) => text.replaceAll(/^```.*?^```/gms, '');

/** Text without the line breaks of comments and paragraphs, so that citations across two lines are found. */
const inOneLine = (text: string) => text.replaceAll(/\s*\n[ \t]*(?:\*(?!\/)|\/\/)?[ \t]*/g, ' ');

/** The anchors that GitHub gives to a document's headings: lower case, punctuation dropped, spaces as hyphens. */
export function anchorsIn(text: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...proseOf(text).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => {
      const slug = heading
        .toLowerCase()
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** The relative links and pictures of a document, their paths from the root of the repository. */
export function linksIn(from: string, text: string): Reference[] {
  const prose = proseOf(text).replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { from, file: file === '' ? from : path.posix.join(path.posix.dirname(from), file), anchor };
    });
}

/** `test/{a,b}.ts` as `test/a.ts` and `test/b.ts`. */
function alternatives(name: string): string[] {
  const [braces, choices] = /\{([^{}]*,[^{}]*)\}/.exec(name) ?? [];
  if (braces === undefined || choices === undefined) return [name];
  return choices.split(',').flatMap((choice) => alternatives(name.replace(braces, choice)));
}

/**
 * The files that a document names in backticks from the root of the repository. `*` stands for any text, as do `NAME` and `{id}`. `folders`: those that the
 * repository has; a path that begins elsewhere is not one of its files.
 */
export function namedFilesIn(text: string, folders: readonly string[]): string[] {
  return [...proseOf(text).matchAll(/`([\w{},.*/-]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => folders.some((folder) => name.startsWith(`${folder}/`)))
    .flatMap(alternatives)
    .map((name) => name.replaceAll(/\b[A-Z]{4,}\b|\{\w+\}/g, '*'));
}

/** The numbers of decisions that a text cites as "decision 0020", "decisions 0026, 0027 and 0033" or by a page's file name. */
export function citedDecisions(text: string): string[] {
  const line = inOneLine(text);
  const spoken = line.matchAll(/\bdecisions? (\d+(?:(?:,| and|, and| to) \d+)*)/gi);
  const pages = line.matchAll(/\bdecisions\/(\d+)/g);
  return [...spoken, ...pages].flatMap(([, numbers = '']) => numbers.match(/\d+/g) ?? []);
}

/** A citation of numbered rules; `of` is the number of a decision, `protocol`, or absent where the text says no more. */
export type CitedRules = { readonly rules: readonly number[]; readonly of?: string };

/** The numbered rules that a text cites: "rule 8 of docs/admission-protocol.md", "rules 3 to 6 of the admission protocol", "rule 4 of decision 0020". */
export function citedRules(text: string): CitedRules[] {
  const found = inOneLine(text).matchAll(
    /\brules? (\d+)(?:(?:,| and| to) (\d+))*(?: of (?:the admission (protocol)|docs\/admission-(protocol)\.md|decision (\d{4})))?/gi,
  );
  return [...found].map(([, first, last, spoken, named, decision]) => ({
    rules: [Number(first), ...(last === undefined ? [] : [Number(last)])],
    of: spoken ?? named ?? decision,
  }));
}

/** The numbers of a document's numbered paragraphs. */
export const rulesIn = (text: string) => new Set([...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number)));

export type IndexedDecision = { readonly title: string; readonly status: string; readonly date: string };
export type DecisionPage = IndexedDecision & { readonly headings: readonly string[] };

const withoutLinks = (text: string) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** A decision's page: its headings except the references, and its title, status and date, each empty if the line is missing. */
export function decisionPage(text: string): DecisionPage {
  const line = (pattern: RegExp) => withoutLinks(pattern.exec(text)?.[1] ?? '');
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  return {
    title: line(/^# \d{4}: (.+)$/m),
    status: line(/^Status: (.+)$/m),
    date: line(/^Date: (.+)$/m),
    headings: headings.filter((heading) => heading !== 'References'),
  };
}

/** The rows of the index of decisions, by the file that each links to. */
export function indexedDecisions(text: string): Map<string, IndexedDecision> {
  const rows = text.matchAll(/^\| \[\d{4}\]\(([^)]+)\) \| (.+?) \| (.+?) \| (.+?) \|/gm);
  return new Map(
    [...rows].map(([, file = '', title = '', status = '', date = '']) => [
      file,
      { title, status: withoutLinks(status), date },
    ]),
  );
}
