import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { prefixes } from '../shared/storage/prefixes.ts';
import catalog from '../tollgate.config.ts';
import {
  anchorsIn,
  citedDecisions,
  citedRules,
  decisionPage,
  type IndexedDecision,
  indexedDecisions,
  linksIn,
  namedFilesIn,
  type Reference,
  rulesIn,
} from './support/documents.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Folders that are made here and are not in the repository. */
const made = ['node_modules', 'dist', 'cdk.out'];
const here = (file: string) => path.join(root, file);
const texts = new Map<string, string>();

/** The text of a file, read once. */
function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(here(file), 'utf8');
  texts.set(file, text);
  return text;
}

const folders = readdirSync(root, { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.startsWith('.') && !made.includes(each.name))
  .map((each) => each.name);

/** Guides link to addresses of the site, which `test/pages` follows. */
const guides = 'pages/docs/**';
const exclude = ['**/node_modules/**', '**/dist/**', guides, 'test/docs.test.ts', 'test/support/documents.ts'];
const documents = globSync(['*.md', `{${folders.join(',')}}/**/*.md`], { cwd: root, exclude }).toSorted();
const code = globSync([`{${folders.join(',')}}/**/*.{ts,tsx,mjs}`, '*.config.ts'], { cwd: root, exclude }).toSorted();

const decisions = readdirSync(here('docs/decisions')).filter((file) => /^\d{4}-/.test(file));
const numberOf = (file: string) => file.slice(0, 4);

/** The page whose rules are cited `of`: without more they are those of the citing page itself. */
function pageOf(of: string | undefined, citing: string): string {
  if (of === undefined) return citing;
  if (of === 'protocol') return 'docs/admission-protocol.md';
  return `docs/decisions/${decisions.find((file) => numberOf(file) === of)}`;
}

/** Each with the file that says it. */
const from = <T>(files: readonly string[], read: (text: string) => readonly T[]) =>
  files.flatMap((file) => read(textOf(file)).map((cited) => ({ file, cited })));

/** Whether a file is there, or one that matches a pattern. */
const isThere = (name: string) =>
  name.includes('*') ? globSync(name, { cwd: root }).length > 0 : existsSync(here(name));

function isBroken({ file, anchor }: Reference): boolean {
  if (!existsSync(here(file))) return true;
  return anchor !== undefined && !anchorsIn(textOf(file)).has(anchor);
}

/** Whether a line is one with which git marks a conflict. */
const hasMergeMark = (text: string): boolean => /^(<{7} |={7}$|>{7} )/m.test(text);

/** The parts of the common shape that a decision's page lacks. */
function faultsOf(number: string, text: string): string[] {
  const page = decisionPage(text);
  return [
    ...(text.startsWith(`# ${number}: `) && page.title !== '' ? [] : ['title']),
    ...(/^(accepted|(amended|superseded) by \d{4}(, \d{4})*)$/.test(page.status) ? [] : ['status']),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(page.date) ? [] : ['date']),
    ...(page.headings.join() === 'Context,Decision,Consequences,Alternatives' ? [] : ['headings']),
  ];
}

describe('documents', () => {
  it('that lie beside the code of their word have at most 120 lines', () => {
    const ofWords = documents.filter((file) => /^shared\/(domain|services)\/.*README\.md$/.test(file));
    expect(ofWords.length).toBeGreaterThan(10);
    expect(ofWords.filter((file) => textOf(file).trimEnd().split('\n').length > 120)).toEqual([]);
  });

  it('are read: at least the README, the architecture and every decision', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md']));
    expect(documents.filter((file) => file.startsWith('docs/decisions/0'))).toHaveLength(decisions.length);
  });

  it('and guides have no mark that a merge left', () => {
    const all = [...documents, ...globSync(guides, { cwd: root }).filter((file) => file.endsWith('.md'))];
    expect(all.length).toBeGreaterThan(documents.length);
    expect(all.filter((file) => hasMergeMark(textOf(file)))).toEqual([]);
  });

  it('link to files and headings that exist', () => {
    const links = documents.flatMap((file) => linksIn(file, textOf(file)));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(isBroken)).toEqual([]);
  });

  it('name files that exist', () => {
    const named = from(documents, (text) => namedFilesIn(text, folders));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ cited }) => !isThere(cited))).toEqual([]);
  });

  it('have the page for lawyers word by word as the site has it, links and this deployment’s years aside', () => {
    const ofSite = textOf('pages/docs/evidence.en.md').replaceAll(/ \{#\w+\}/g, '');
    const filled = ofSite.replace('{{evidenceYears}}', `${catalog.settings.keepEvidenceYears} years`);
    expect(textOf('docs/evidence.md')).toBe(filled.replaceAll(/\[([^\]]+)\]\(\/docs\/[\w-]+\)/g, '“$1”'));
  });

  it('and code name documents that exist', () => {
    const named = from([...documents, ...code], (text) => text.match(/\bdocs\/[\w./-]+\.md\b/g) ?? []);
    expect(named.filter(({ cited }) => !existsSync(here(cited)))).toEqual([]);
  });

  it('and code cite decisions that exist, by their four digits', () => {
    const cited = from([...documents, ...code], citedDecisions);
    expect(cited.filter((each) => !decisions.map(numberOf).includes(each.cited))).toEqual([]);
  });

  it('and code cite no section of a text that is not in the repository', () => {
    const cited = from([...documents, ...code], (text) => text.match(/\b(design|protocol),? section \d+/gi) ?? []);
    expect(cited).toEqual([]);
  });

  it('and code cite rules that their own page, the protocol or a decision numbers', () => {
    const missing = from([...documents, ...code], citedRules).filter(({ file, cited: { rules, of } }) => {
      const numbered = rulesIn(textOf(pageOf(of, file)));
      return !rules.every((rule) => numbered.has(rule));
    });
    expect(missing).toEqual([]);
  });
});

describe('the data model', () => {
  it('has every partition of the table', () => {
    const missing = Object.values(prefixes).filter((prefix) => !textOf('docs/data-model.md').includes(`\`${prefix}`));
    expect(missing).toEqual([]);
  });
});

describe('recipes', () => {
  it('are eleven, and every step of each names a file', () => {
    const recipes = textOf('docs/recipes.md').split(/^## /m).slice(1);
    expect(recipes).toHaveLength(11);
    const steps = recipes.map((recipe) => recipe.match(/^\d+\. .*$/gm) ?? []);
    for (const each of steps) expect(each.length).toBeGreaterThan(3);
    expect(steps.flat().filter((step) => namedFilesIn(step, folders).length === 0)).toEqual([]);
  });
});

describe('decisions', () => {
  it('are indexed with the title, status and date of their page', () => {
    const pages = decisions.map((file): [string, IndexedDecision] => {
      const { title, status, date } = decisionPage(textOf(`docs/decisions/${file}`));
      return [file, { title, status, date }];
    });
    expect(Object.fromEntries(indexedDecisions(textOf('docs/decisions/README.md')))).toEqual(Object.fromEntries(pages));
  });

  it('have a number, a title, a status, a date and the four headings in order', () => {
    const faults = decisions.map((file) => [file, faultsOf(numberOf(file), textOf(`docs/decisions/${file}`))]);
    expect(faults.filter(([, found]) => found?.length)).toEqual([]);
  });
});

describe('a fault would be found', () => {
  it.each([
    ['a link to a file that is not there', 'See [the rules](no-such-file.md).'],
    ['a link to a heading that is not there', 'See [the rules](domain.md#no-such-heading).'],
    ['a link to a heading of its own page', 'See [below](#no-such-heading).'],
    ['a picture that is not there', '![A page](images/no-such-picture.png)'],
  ])('%s', (_, text) => {
    expect(linksIn('docs/architecture.md', text).filter(isBroken)).toHaveLength(1);
  });

  it.each(['<<<<<<< HEAD', '=======', '>>>>>>> e85af2044'])('a line that git leaves in a conflict: %s', (line) => {
    expect(hasMergeMark(`| a |\n${line}\n| b |\n`)).toBe(true);
  });

  it('but a link in a code block, in backticks or to another site is none', () => {
    const text = ['```', '[a](b.md)', '```', '`[a](b.md)` and [c](https://example.com/d.md)'].join('\n');
    expect(linksIn('docs/architecture.md', text)).toEqual([]);
  });

  it('headings have the anchors that GitHub gives them', () => {
    const text = ['# The `data` function: why?', '## Costs', '```', '# not one', '```', '## Costs'].join('\n');
    expect([...anchorsIn(text)]).toEqual(['the-data-function-why', 'costs', 'costs-1']);
  });

  it('every file of a pattern is looked for, and what is no path of the repository is not', () => {
    const text = '`test/{a,b}.ts`, `functions/NAME.lambda.ts`, `licences/{id}.json`, `lib/x.ts`';
    expect(namedFilesIn(text, folders)).toEqual(['test/a.ts', 'test/b.ts', 'functions/*.lambda.ts', 'licences/*.json']);
  });

  it('citations are found across lines, in lists and in file names', () => {
    expect(citedDecisions('(decisions 0026, 0027 and 0033)')).toEqual(['0026', '0027', '0033']);
    expect(
      citedDecisions('as\n * decision\n * 0020 says: docs/decisions/0021-x.md, not the decision of 3 people'),
    ).toEqual(['0020', '0021']);
    expect(citedRules('rules 3 to 6\n// of docs/admission-protocol.md; rule 4 of decision 0020; rule 9')).toEqual([
      { rules: [3, 6], of: 'protocol' },
      { rules: [4], of: '0020' },
      { rules: [9], of: undefined },
    ]);
  });

  it.each([
    ['title', 'Status: accepted\nDate: 2026-11-24\n'],
    ['status', '# 0001: A title\nStatus: perhaps\nDate: 2026-11-24\n'],
    ['date', '# 0001: A title\nStatus: amended by [0002](0002-x.md)\nDate: yesterday\n'],
  ])('a decision without a %s', (fault, head) => {
    const headings = '## Context\n## Decision\n## Consequences\n## Alternatives\n## References\n';
    expect(faultsOf('0001', head + headings)).toEqual([fault]);
  });

  it('a decision without a heading, or with its headings in another order', () => {
    const head = '# 0001: A title\nStatus: accepted\nDate: 2026-11-24\n';
    expect(faultsOf('0001', `${head}## Context\n## Decision\n## Consequences\n`)).toEqual(['headings']);
    expect(faultsOf('0001', `${head}## Context\n## Decision\n## Alternatives\n## Consequences\n`)).toEqual([
      'headings',
    ]);
  });
});
