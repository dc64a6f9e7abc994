/** The check that ends a full run (`LinesLeft`): it finds a declared line that no test leaves. */
import { expect, test } from 'vitest';
import type { FunctionDeclaration } from '../../infra/function-declaration.ts';
import { neverLeft } from '../support/lines-left.ts';

const functions: Readonly<Record<string, FunctionDeclaration>> = {
  keys: {
    routes: { 'POST /v1/keys': { callers: 'person', budget: { elsewhere: '' }, trail: { actions: ['key.created'] } } },
  },
  leaving: { work: { callers: {}, trail: [{ actions: ['key.revoked'], mailed: { where: 'it is used' } }] } },
};
const created = 'POST /v1/keys: key.created without an email';
const revoked = 'leaving: key.revoked with an email';
const unmailed = 'leaving: key.revoked without an email';

test('a run in which every line was left finds nothing', () => {
  expect(neverLeft(functions, new Set([created, revoked, unmailed]))).toEqual([]);
});

test.each([
  ['a route’s line that no test leaves', [revoked, unmailed], 'POST /v1/keys: key.created.'],
  [
    'a line that only another function leaves',
    [created, 'keys: key.revoked without an email'],
    'leaving: key.revoked.',
  ],
  ['an email in some cases that no test shows', [created, unmailed], 'no test shows it with an email'],
  ['an email that every case has', [created, revoked], 'no test shows it without an email'],
])('%s is found', (_, seen, sentence) => {
  expect(neverLeft(functions, new Set(seen))).toContainEqual(expect.stringContaining(sentence));
});
