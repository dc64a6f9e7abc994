/** How we write: short sentences, the actor first, and one word for one thing. `CONTRIBUTING.md`, Prose, says it for people. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commentsIn, testNamesIn } from './support/prose/comments.ts';
import { undocumentedIn } from './support/prose/docstrings.ts';
import { exceptions } from './support/prose/exceptions.ts';
import { faultsIn } from './support/prose/faults.ts';
import { retiredTerms } from './support/prose/retired-terms.ts';
import { piecesOf } from './support/prose/sentences.ts';
import { stringsIn, textsIn } from './support/prose/texts.ts';

const root = path.resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const foreign = /(^|\/)(node_modules|dist|cdk\.out|\.local)\/|^licences\/published\//;
const filesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: root })
    .filter((file) => !foreign.test(file))
    .toSorted();

const sources = filesOf('**/*.{ts,tsx,mjs}');
const translations = filesOf('portal/src/i18n/*.json');
const publicTexts = filesOf('shared/services/badges/pages/texts-{en,ar}.ts', 'shared/domain/mail/**/*.ts');

/** The texts of a command; a usage text is read by its paragraphs, without its lines of syntax. */
const paragraphsIn = (text: string) =>
  textsIn(text)
    .flatMap((each) => each.split(/\n\s*\n/))
    .filter((each) => !/^Usage:|^ {2}\w+ {2}/.test(each));

type Piece = { readonly where: string; readonly text: string };

const piecesIn = (files: readonly string[], read: (text: string) => readonly string[]): Piece[] =>
  files.flatMap((where) => read(textOf(where)).map((text) => ({ where, text })));

/** Each kind of prose, with the number of pieces below which the test no longer finds what it is meant to read. */
const kinds = {
  docs: { pieces: piecesIn(filesOf('**/*.md'), piecesOf), atLeast: 3_000 },
  comments: { pieces: piecesIn(sources, commentsIn), atLeast: 5_000 },
  'test names': { pieces: piecesIn(filesOf('**/*.test.ts', 'test/**/*.ts'), testNamesIn), atLeast: 2_000 },
  'texts of the portal': { pieces: piecesIn(translations, (text) => stringsIn(JSON.parse(text))), atLeast: 2_000 },
  'texts of pages and emails': { pieces: piecesIn(publicTexts, textsIn), atLeast: 200 },
  'texts of commands': {
    pieces: piecesIn(filesOf('{cli,local,datasets,clients}/**/*.ts'), paragraphsIn),
    atLeast: 150,
  },
  'texts of problems': { pieces: piecesIn(filesOf('{functions,shared}/**/*.ts'), textsIn), atLeast: 500 },
} as const;

const isExcepted = ({ where, text }: Piece, fault: string) =>
  exceptions.some(
    (exception) => exception.file === where && (text.includes(exception.text) || fault.includes(exception.text)),
  );

describe.each(Object.entries(kinds))('%s', (kind, { pieces, atLeast }) => {
  it('have sentences of at most 25 words that do not open with a clause', () => {
    const faults = pieces.flatMap((piece) =>
      faultsIn(piece.text, { anyCase: kind === 'test names' })
        .filter(({ text }) => !isExcepted(piece, text))
        .map(({ rule, text }) => `${piece.where}: ${rule}: ${text}`),
    );
    expect(pieces.length).toBeGreaterThan(atLeast);
    expect(faults).toEqual([]);
  });
});

describe('retired terms', () => {
  const everywhere = Object.entries(kinds).flatMap(([kind, { pieces }]) => pieces.map((piece) => ({ kind, ...piece })));

  it.each(retiredTerms)('gave way to $instead', ({ term, within }) => {
    const found = everywhere
      .filter(({ kind, where }) => (within === undefined || within.includes(kind)) && where !== 'CHANGELOG.md')
      .filter((piece) => term.test(piece.text) && !isExcepted(piece, piece.text));
    expect(found.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});

describe('exported types, functions and constants', () => {
  it('have a docstring, which an editor shows on hover', () => {
    const exported = sources.filter((file) => !/(^|\/)test\/|\.d\.ts$/.test(file));
    const missing = exported.flatMap((file) => undocumentedIn(textOf(file)).map((name) => `${file}: ${name}`));
    expect(exported.length).toBeGreaterThan(1_000);
    expect(missing).toEqual([]);
  });
});

describe('exceptions', () => {
  it('are needed, each with a reason', () => {
    const all = Object.values(kinds).flatMap(({ pieces }) => pieces);
    const idle = exceptions.filter(
      ({ file, text }) => !all.some((piece) => piece.where === file && piece.text.includes(text)),
    );
    expect(idle).toEqual([]);
    expect(exceptions.every(({ reason }) => reason.length > 20)).toBe(true);
    expect(exceptions.length).toBeLessThan(20);
  });
});
