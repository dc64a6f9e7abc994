import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageAddresses } from '../../pages/addresses.ts';
import { problemExample } from '../../pages/src/problem-texts.ts';
import { buyerPlaces } from '../../portal/src/shell/places.ts';
import { AppError, type ProblemCode, problems } from '../../shared/errors.ts';
import { problemOf } from '../../shared/http/problem.ts';
import { fixedAt, moneyMoved } from '../../shared/http/problem-facts.ts';
import causes from '../../shared/problems/causes.json' with { type: 'json' };
import tollgate from '../../tollgate.config.ts';

type Texts = Readonly<Record<string, Readonly<Record<'title' | 'means' | 'do', string>>>>;
const textsIn = (language: string): Texts => JSON.parse(readFileSync(`shared/problems/${language}.json`, 'utf8'));
const english = textsIn('en');
const arabic = textsIn('ar');
const codes = Object.keys(problems) as ProblemCode[];

describe('the page of a problem', () => {
  it.each(codes)('%s is there in both languages, with what it means and what to do, where its type leads', (code) => {
    for (const page of [english[code], arabic[code]])
      for (const part of ['title', 'means', 'do'] as const) expect(page?.[part]).toMatch(/\S/);
    expect(english[code]?.title).toBe(problems[code].title);
    expect(pageAddresses({ datasets: [], licences: [] })).toContain(`/problems/${code}`);
    const { body } = problemOf(new AppError(code, 'A sentence.'), {
      requestId: 'r',
      origin: 'https://data.example',
      language: 'en',
    });
    expect(JSON.parse(String(body)).type).toBe(`https://data.example/problems/${code}`);
  });

  it.each(codes)('%s shows an answer that has the shape of a real one', (code) => {
    const [head = '', example = ''] = problemExample(code, 'https://data.example').split('\n\n');
    const error = new AppError(code, english[code]?.means ?? '', {
      errors: code === 'invalid_request' ? [{ field: 'limit', message: 'must be a whole number from 1 to 1000' }] : [],
    });
    const real = problemOf(error, { requestId: 'JKJaXmPLvHcESHA=', origin: 'https://data.example', language: 'en' });
    expect(JSON.parse(example)).toEqual(JSON.parse(String(real.body)));
    expect(head).toContain(`HTTP/1.1 ${real.status}`);
    expect(/^retry-after: \d+$/im.test(head)).toBe(real.headers?.['retry-after'] !== undefined);
  });

  it('is of nothing that the API does not say', () => {
    expect(Object.keys(english).toSorted()).toEqual(codes.toSorted());
    expect(Object.keys(arabic).toSorted()).toEqual(codes.toSorted());
  });
});

describe('the facts about a problem', () => {
  it.each(codes)('%s has causes in both languages, as many in each', (code) => {
    const { en, ar } = causes[code];
    expect(en.length).toBeGreaterThan(0);
    expect(ar.length).toBe(en.length);
    for (const text of en) expect(text).toMatch(/^\S.*\.$/);
    for (const text of ar) expect(text).toMatch(/[\u0600-\u06ff].*\.$/);
  });

  it.each(codes)('%s is fixed at a page that exists', (code) => {
    const [address = ''] = fixedAt[code].split('#');
    const places = buyerPlaces.flatMap((group) => group.places.map(({ to }) => to));
    expect([...pageAddresses(tollgate), ...places, '/sign-in', '/badges/check']).toContain(address);
  });

  it('promise that no money moved only where no payment can have been under way', () => {
    const promised = codes.filter((code) => ['refused', 'failed'].includes(moneyMoved(code)));
    for (const code of ['stripe_unavailable', 'internal', 'unavailable', 'conflict'] as const)
      expect(promised).not.toContain(code);
    expect(promised.filter((code) => /Nothing was charged/.test(english[code]?.means ?? ''))).toEqual([]);
  });
});
