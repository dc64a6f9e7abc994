import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { challengeOf, domainOf, foundIn, type ProofLookup } from '../../../shared/domain/badges/challenge.ts';
import {
  afterDomainCheck,
  type DomainProof,
  provenDomainOf,
  unproven,
} from '../../../shared/domain/badges/domain-proof.ts';

describe('the domain of a site', () => {
  test.each([
    ['https://acme.example', 'acme.example'],
    ['https://www.acme.example/about?x=1', 'acme.example'],
    ['https://news.acme.example:8443/', 'news.acme.example'],
    ['https://ACME.example./', 'acme.example'],
    ['https://www.com.example', 'com.example'],
    ['https://www.com', 'www.com'],
    ['https://acme.github.io', 'acme.github.io'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
    ['https://аcme.example', 'xn--cme-5cd.example'],
    ['https://www.gov.uk', 'www.gov.uk'],
  ])('for %s is %s', (url, domain) => {
    expect(domainOf(url)).toBe(domain);
  });

  test.each([
    'https://co.uk',
    'https://github.io',
    'https://com',
    'https://192.0.2.7/',
    'https://0x7f.1/',
    'https://[2001:db8::1]/',
    'https://localhost/',
    `https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example/`,
    'nothing',
  ])('cannot be proven for %s', (url) => {
    expect(domainOf(url)).toBeNull();
  });
});

const application = { accountId: 'acc_1', badge: 'verified_organization', appliedAt: '2026-11-01T00:00:00.000Z' };

describe('the record that proves a domain', () => {
  const challenge = challengeOf(application, 'acme.example');

  test('is the same whenever it is asked for, and another for every application, account and domain', () => {
    expect(challengeOf(application, 'acme.example')).toEqual(challenge);
    expect(challenge).toEqual({
      name: '_tollgate-challenge.acme.example',
      value: expect.stringMatching(/^tollgate-verification=[\w-]{43}$/),
    });
    const others = [
      challengeOf(application, 'acme.test'),
      ...[{ accountId: 'acc_2' }, { badge: 'other' }, { appliedAt: '2026-11-02T00:00:00.000Z' }].map((other) =>
        challengeOf({ ...application, ...other }, 'acme.example'),
      ),
    ];
    expect(new Set([challenge, ...others].map(({ value }) => value)).size).toBe(5);
  });

  test.each<[string, Parameters<typeof foundIn>[0], ProofLookup]>([
    ['it alone', { records: [challenge.value] }, 'record'],
    ['it beside others', { records: ['v=spf1 -all', challenge.value] }, 'record'],
    ['it with a blank', { records: [`${challenge.value} `] }, 'other_records'],
    ['it in capitals', { records: [challenge.value.toUpperCase()] }, 'other_records'],
    ['a part of it', { records: [challenge.value.slice(0, -1)] }, 'other_records'],
    ['another’s', { records: [challengeOf(application, 'evil.example').value] }, 'other_records'],
    ['nothing', { records: [] }, 'no_record'],
    ['no such name', { failure: 'not_found' }, 'no_record'],
    ['no answer in time', { failure: 'timed_out' }, 'no_answer'],
    ['a failing server', { failure: 'failed' }, 'no_answer'],
  ])('is there to the letter or not: %s', (_, looked, found) => {
    expect(foundIn(looked, challenge)).toBe(found);
  });
});

const hourMs = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00.000Z');
const claim = unproven({ ...application, domain: 'acme.example' }, 0);
const loseAfterDays = 7;
/** Checks one after another, each at its hour. */
const proofAfter = (checks: readonly (readonly [hour: number, found: ProofLookup])[], proof: DomainProof = claim) =>
  checks.reduce(
    (before, [hour, found]) =>
      afterDomainCheck(before, { found, at: new Date(start + hour * hourMs).toISOString(), loseAfterDays }),
    proof,
  );
const every6h = (from: number, to: number, found: ProofLookup) =>
  Array.from({ length: Math.floor((to - from) / 6) + 1 }, (_, i) => [from + 6 * i, found] as const);

describe('a proof', () => {
  test('is proven once the record was found, and checked again a day later', () => {
    expect(proofAfter([[0, 'no_record']])).toMatchObject({ state: 'unproven', nextCheckAt: null });
    const proven = proofAfter([
      [0, 'other_records'],
      [1, 'record'],
    ]);
    expect(proven).toMatchObject({ state: 'proven', nextCheckAt: '2026-11-02T01:00:00.000Z', version: 2 });
    expect(provenDomainOf(proven)).toBe('acme.example');
  });

  test.each<ProofLookup>(['no_record', 'other_records'])(
    'with %s fails at once, and is lost after seven days of it',
    (found) => {
      const checks = [[0, 'record'], ...every6h(24, 24 + 7 * 24, found)] as const;
      expect(proofAfter(checks.slice(0, 2))).toMatchObject({
        state: 'failing',
        nextCheckAt: '2026-11-02T06:00:00.000Z',
      });
      expect(proofAfter(checks.slice(0, -1)).state).toBe('failing');
      const lost = proofAfter(checks);
      expect(lost.state).toBe('lost');
      expect(provenDomainOf(lost)).toBeNull();
    },
  );

  test('in a zone that does not answer is not failing for a day, and not lost before seven', () => {
    const silent = [[0, 'record'], ...every6h(24, 24 + 7 * 24, 'no_answer')] as const;
    expect(proofAfter(silent.slice(0, 5)).state).toBe('proven');
    expect(proofAfter(silent.slice(0, 6)).state).toBe('failing');
    expect(proofAfter(silent.slice(0, -1)).state).toBe('failing');
    expect(proofAfter(silent).state).toBe('lost');
  });

  test('is not lost by two checks that lie far apart', () => {
    const rare = proofAfter([
      [0, 'record'],
      [24, 'no_record'],
      [24 + 30 * 24, 'no_record'],
    ]);
    expect(rare.state).toBe('failing');
  });

  test('that was failing or lost is proven again as soon as the record is found', () => {
    const failing = proofAfter([
      [0, 'record'],
      [24, 'no_record'],
      [30, 'record'],
    ]);
    expect(failing).toMatchObject({
      state: 'proven',
      provenAt: '2026-11-01T00:00:00.000Z',
      failingSince: null,
      failures: 0,
    });
    const lost = proofAfter([[0, 'record'], ...every6h(24, 24 + 7 * 24, 'no_record'), [200, 'record']]);
    expect(lost).toMatchObject({ state: 'proven', provenAt: '2026-11-09T08:00:00.000Z' });
  });

  test('names the domain only where the record was found within seven days, or checks since did not fail for seven', () => {
    const found = fc.constantFrom<ProofLookup>('record', 'no_record', 'other_records', 'no_answer');
    const checks = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), found), { maxLength: 60 });
    fc.assert(
      fc.property(checks, (steps) => {
        let proof = claim;
        let [hour, lastFound, failures] = [0, null as number | null, 0];
        for (const [hours, what] of steps) {
          hour += hours;
          proof = proofAfter([[hour, what]], proof);
          [lastFound, failures] = what === 'record' ? [hour, 0] : [lastFound, failures + 1];
          const isProven = provenDomainOf(proof) !== null;
          if (what === 'record') expect(isProven).toBe(true);
          if (lastFound === null) expect(isProven).toBe(false);
          else if (hour - lastFound < 7 * 24) expect(isProven || proof.state === 'lost').toBe(true);
          if (isProven && failures >= 5)
            expect(hour - Date.parse(String(proof.failingSince)) / hourMs + start / hourMs).toBeLessThan(7 * 24);
        }
      }),
    );
  });
});
