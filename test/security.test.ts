import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Promised, promisesIn, unheldIn } from './support/promises.ts';
import { testNamesIn } from './support/prose/comments.ts';

const root = path.resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const text = textOf('SECURITY.md');
const names = new Map<string, readonly string[]>();

/** The names of a file's tests, read once. */
function namesOf(file: string): readonly string[] {
  const known = names.get(file) ?? (existsSync(path.join(root, file)) ? testNamesIn(textOf(file)) : []);
  names.set(file, known);
  return known;
}

const missingIn = ({ cited }: Promised) =>
  cited.filter(({ file, name }) => !namesOf(file).some((each) => each.includes(name)));
const isHeld = ({ sentences, cited }: Promised) => cited.length >= sentences && sentences > 0;

/** Sentences that promise nothing: what to do, how to read a table, and the head of a list. */
const introducing = [
  'Write to the address in Code about a deployment.',
  "About Tollgate itself, use the repository's private vulnerability reporting.",
  'Open no public issue.',
  'Each promise below names the test that holds it.',
  "An attacker's program has the credentials of one function alone, and the code.",
  'It sends every kind of request to a table that holds a rich world, through the stand-in of IAM with the policies of the templates.',
  'Its table counts:',
  'Evidence says what each piece shows.',
  'In these tests a stranger starts the verifier of a pack without network, with what the other side kept.',
  'Nothing here protects against:',
];

describe('SECURITY.md', () => {
  it('has a test for every sentence', () => {
    const promises = promisesIn(text);
    expect(promises.length).toBeGreaterThan(60);
    expect(promises.filter((each) => !isHeld(each)).map((each) => each.text)).toEqual([]);
  });

  it('names tests that exist', () => {
    expect(promisesIn(text).flatMap(missingIn)).toEqual([]);
  });

  it('says nothing outside its tables but how to report and how to read', () => {
    expect(unheldIn(text).filter((sentence) => !introducing.includes(sentence))).toEqual([]);
    expect(introducing.filter((sentence) => !unheldIn(text).includes(sentence))).toEqual([]);
  });
});

describe('a fault would be found', () => {
  const table = (row: string) => promisesIn(`| promise | held by |\n|---|---|\n${row}`);

  it.each([
    ['a sentence without a test', '| A door is shut. | |'],
    ['two sentences with one test', '| A door is shut. It stays so. | `test/docs.test.ts`: "documents" |'],
  ])('%s', (_, row) => {
    expect(table(row).map(isHeld)).toEqual([false]);
  });

  it.each([
    ['a test that is not there', '| A door is shut. | `test/docs.test.ts`: "doors are shut" |'],
    ['a file that is not there', '| A door is shut. | `test/doors.test.ts`: "documents" |'],
  ])('%s', (_, row) => {
    expect(table(row).flatMap(missingIn)).toHaveLength(1);
  });

  it('a sentence between the tables', () => {
    expect(unheldIn('# Doors\n\nA door is shut.\n\n| promise | held by |\n')).toEqual(['A door is shut.']);
  });
});
