import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, handleGlanceOf, likenessOf, skeletonOf } from '../../../shared/domain/badges/confusables.ts';
import { writingOf } from '../../../shared/domain/badges/scripts.ts';

describe('the skeleton of UTS 39', () => {
  test('is one for texts that the standard calls confusable', () => {
    const pairs = [
      ['paypal', 'раураl'],
      ['scope', 'ѕсоре'],
      ['Michael', 'Michae1'],
      ['⁇', '??'],
      ['m', 'rn'],
      ['a\u200db', 'ab'],
    ] as const;
    for (const [one, other] of pairs) expect(skeletonOf(one), other).toBe(skeletonOf(other));
    expect(skeletonOf('abc')).not.toBe(skeletonOf('abd'));
  });

  test('is there for every text, lone surrogates and all, and not much longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(skeletonOf(`${text}\ud800`).length).toBeLessThan(2_000);
      }),
    );
  });
});

describe('handles look alike at a glance', () => {
  test.each([
    ['arnold', 'amold'],
    ['google', 'g00gle'],
    ['paypal', 'paypa1'],
    ['alice', 'aiice'],
    ['wiki', 'vviki'],
    ['elon_musk', 'elonmusk'],
    ['ada', '_ada_'],
    ['ada', 'a__d_a'],
    ['modern', 'modem'],
  ])('%s and %s', (one, other) => expect(handleGlanceOf(one)).toBe(handleGlanceOf(other)));

  test.each([
    ['ada', 'adam'],
    ['ada_12', 'ada_13'],
    ['a_1_12', 'a_11_2'],
    ['_', 'a'],
  ])('%s and %s do not', (one, other) => expect(handleGlanceOf(one)).not.toBe(handleGlanceOf(other)));

  test('every handle has a glance, as ASCII of at most twice its length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_]{1,30}$/), (handle) => {
        expect(handleGlanceOf(handle)).toMatch(/^[a-z0-9_]{1,60}$/);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['Ada Lovelace', 'ADA  lovelace', 'same'],
    ['Ada Lovelace', 'Аda Lоvelace', 'confusable'],
    ['PayPal', 'PayPaI', 'confusable'],
    ['Parley', 'Ｐarley', 'same'],
    ['Lan Li', 'Ian Li', 'alike'],
    ['Ada Lovelace', 'Ada-Lovelace', 'alike'],
    ['Ada Lovelace', 'Ada Byron', 'other'],
    ['José', 'Jose', 'other'],
  ] as const)('%s and %s: %s', (one, other, likeness) => {
    expect(likenessOf(one, other)).toBe(likeness);
    expect(likenessOf(other, one)).toBe(likeness);
  });

  test('are found within others: long ones anywhere, short ones as a word', () => {
    expect(contains('P a r l e y D4ta Support', 'Parley Data')).toBe(false);
    expect(contains('Pаrley-Dаtа Support', 'Parley Data')).toBe(true);
    expect(contains('parley_data_help', 'Parley Data')).toBe(true);
    expect(contains('Ada of York', 'Ada')).toBe(true);
    expect(contains('Canada', 'Ada')).toBe(false);
  });
});

test('a word is in one script, in some that belong together, mixed, or in letters out of use', () => {
  const words = { Ada: 'one', أدا: 'one', Ада: 'one', 東京Tower: 'one', カタカナとひらがな漢字: 'one', '42!': 'one' };
  for (const [word, writing] of Object.entries(words)) expect(writingOf(word), word).toBe(writing);
  for (const word of ['Аda', 'Αda', 'pаypal', 'אda']) expect(writingOf(word), word).toBe('mixed');
  for (const word of ['𐎠', 'ᚠᚢᚦ']) expect(writingOf(word), word).toBe('unusual');
});
