import { describe, expect, test } from 'vitest';
import { type CheckFacts, checksOf } from '../../../shared/domain/badges/checks.ts';

const facts: CheckFacts = {
  profile: { handle: 'ada', displayName: 'Ada Lovelace', url: 'https://ada.example/' },
  account: { createdAt: '2026-11-01T08:00:00.000Z', isOperator: false, mailSuppressed: null },
  picture: { state: 'stored', width: 256, height: 256 },
  alikeHolders: [],
  protectedNames: ['Parley Data'],
  review: { minAccountAgeDays: 0, picture: 'optional' },
  now: new Date('2026-11-26T08:00:00.000Z'),
};
const check = (rule: string, changed: Partial<CheckFacts>) =>
  checksOf({ ...facts, ...changed }).find((each) => each.rule === rule);
const named = (displayName: string, more: Partial<CheckFacts> = {}) =>
  check('name', { ...more, profile: { ...facts.profile, displayName } });
const at = (url: string) => check('site', { profile: { ...facts.profile, url } });

test('an ordinary application passes every rule, one check each', () => {
  expect(checksOf(facts).map(({ rule, outcome }) => [rule, outcome])).toEqual(
    ['account_age', 'email', 'picture', 'handle', 'name', 'site'].map((rule) => [rule, 'passed']),
  );
});

test('an account that is too young fails until a day that the check names', () => {
  const review = { ...facts.review, minAccountAgeDays: 30 };
  expect(check('account_age', { review })).toMatchObject({ outcome: 'failed', clearsAt: '2026-12-01T08:00:00.000Z' });
  expect(check('account_age', { review, now: new Date('2026-12-01T08:00:00.000Z') })).toMatchObject({
    outcome: 'passed',
  });
});

test('a suppressed address is noted', () => {
  const account = { ...facts.account, mailSuppressed: 'bounced' };
  expect(check('email', { account })).toMatchObject({ outcome: 'noted', detail: expect.stringContaining('bounced') });
});

test('no picture, or one of which there is no copy, fails where one is required and is noted otherwise', () => {
  const required = { ...facts.review, picture: 'required' } as const;
  for (const picture of [{ state: 'absent' }, { state: 'not_stored', why: 'It is no picture.' }] as const) {
    expect(check('picture', { picture, review: required })?.outcome).toBe('failed');
    expect(check('picture', { picture })?.outcome).toBe('noted');
  }
  expect(check('picture', { picture: { state: 'stored', width: 256, height: 20 } })?.outcome).toBe('noted');
});

describe('a name', () => {
  test('with a word of several scripts fails; in two scripts, a word each, it passes', () => {
    expect(named('Аda Lovelace')).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('"Аda"') });
    expect(named('Мария Maria')?.outcome).toBe('passed');
    expect(named('آدا لوفليس')?.outcome).toBe('passed');
    expect(named('Ada <b>Lovelace</b>')?.outcome).toBe('passed');
  });

  test('confusable with a verified one fails; a namesake and a likeness are noted; oneself is neither', () => {
    const of = (displayName: string, handle = 'other') => ({ alikeHolders: [{ handle, displayName }] });
    expect(named('РОСА', of('POCA'))).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('@other') });
    expect(named('Ada Lovelace', of('ada lovelace'))?.outcome).toBe('noted');
    expect(named('Ian Li', of('Lan Li'))?.outcome).toBe('noted');
    expect(named('Ada Lovelace', of('Ada Lovelace', 'ada'))?.outcome).toBe('passed');
  });

  test('with a protected name in it fails, unless an operator has it', () => {
    expect(named('PARLEY DATA support')).toMatchObject({ outcome: 'failed' });
    expect(named('Parley Data', { account: { ...facts.account, isOperator: true } })?.outcome).toBe('passed');
    expect(check('handle', { profile: { ...facts.profile, handle: 'parley_data' } })?.outcome).toBe('noted');
  });

  test('with marks piled on its letters fails, with letters of old it is noted', () => {
    expect(named(`Z${'\u0300\u0301\u0302\u0303\u0304'}algo`)?.outcome).toBe('failed');
    expect(named('Nguyễn Thị')?.outcome).toBe('passed');
    expect(named('ᚠᚢᚦ')?.outcome).toBe('noted');
  });
});

describe('a site', () => {
  test.each(['https://xn--80ak6aa92e.com/', 'https://xn--pypal-4ve.com/', 'http://ada.example/', 'https://192.0.2.1/'])(
    '%s is noted',
    (url) => expect(at(url)?.outcome).toBe('noted'),
  );
  test.each([
    'https://münchen.example/',
    'https://مثال.example/',
    'https://пример.example/',
    'https://a-1.example:8443/x',
  ])('%s passes', (url) => expect(at(url)?.outcome).toBe('passed'));
  test('that carries a user name fails: what is read is not where it leads', () => {
    expect(at('https://paypal.com@evil.example/')?.outcome).toBe('failed');
  });
});
