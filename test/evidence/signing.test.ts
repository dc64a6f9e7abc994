/** Signed requests in packs: when a key counts, and when an unsigned read contradicts the rule of its organization. */
import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateSigningKey } from '../../clients/node/tollgate-reader.ts';
import { Findings } from '../../evidence/verify/finding.ts';
import type { Pack } from '../../evidence/verify/folder.ts';
import { signingFault, signingOf } from '../../evidence/verify/signing.ts';

const pair = generateSigningKey();
const at = (minute: number) => new Date(Date.parse('2026-12-02T10:00:00.000Z') + minute * 60_000).toISOString();

type Said = { readonly kind: string; readonly minute: number; readonly removed?: true; readonly required?: boolean };

function signingAfter(facts: readonly Said[]) {
  const findings = new Findings();
  const listed = facts.map(({ minute, ...fact }, line) => ({
    ...{ file: 'signing-keys.ndjson', line },
    fact: {
      id: String(line),
      at: at(minute),
      organization: 'acct',
      publicKey: pair.publicKey.x,
      keyId: pair.keyId,
      ...fact,
    },
  }));
  return signingOf({ findings } as unknown as Pack, listed);
}

const query = 'GET /data/posts?limit=2';
const unsigned = (minute: number, kind = 'read') => ({ kind, at: at(minute), query });

function signed(minute: number, createdAt = minute) {
  const target = 'https://shop.example/data/posts?limit=2';
  const created = Date.parse(at(createdAt)) / 1_000;
  const input = `("@method" "@target-uri");created=${created};nonce="${'n'.repeat(22)}";keyid="${pair.keyId}";alg="ed25519";tag="tollgate"`;
  const base = `"@method": GET\n"@target-uri": ${target}\n"@signature-params": ${input}`;
  const signature = sign(null, Buffer.from(base), createPrivateKey(pair.privateKey)).toString('base64');
  return { ...unsigned(minute), signed: { keyId: pair.keyId, method: 'GET', target, input, signature } };
}

const added: Said = { kind: 'signing-key', minute: 0 };

describe('an unsigned read', () => {
  const rule = [
    added,
    { kind: 'signing-rule', minute: 10, required: true },
    { kind: 'signing-rule', minute: 30, required: false },
  ];
  test.each([
    [9, null],
    [10.9, null],
    [11.1, expect.stringContaining('had unsigned reads refused')],
    [28.9, expect.stringContaining('had unsigned reads refused')],
    [29.1, null],
    [40, null],
  ])('at minute %s is judged by the rule from a minute after it to a minute before its end', (minute, fault) => {
    expect(signingFault(unsigned(minute), signingAfter(rule))).toEqual(fault);
    expect(signingFault(unsigned(minute), signingAfter(rule.toReversed()))).toEqual(fault);
    expect(signingFault(signed(minute), signingAfter(rule))).toBeNull();
  });

  test('is found as long as the rule stands, and a yes of verify is never signed', () => {
    const standing = signingAfter(rule.slice(0, 2));
    expect(signingFault(unsigned(9_999), standing)).not.toBeNull();
    expect(signingFault(unsigned(9_999, 'allowed'), standing)).toBeNull();
  });
});

describe('a signed read', () => {
  const signing = signingAfter([added, { kind: 'signing-key', minute: 30, removed: true }]);
  test.each([
    ['before its key was added', signed(-2), 'was not in force'],
    ['after its key was removed', signed(32), 'was not in force'],
    ['with an old signature', signed(20, 10), 'created at another time'],
    ['for another query', { ...signed(20), query: 'GET /data/posts?limit=3' }, 'of another request'],
  ])('%s proves nothing', (_, read, fault) => {
    expect(signingFault(read, signing)).toContain(fault);
  });

  test('holds within the time that clocks and caches may take', () => {
    for (const read of [signed(-0.9), signed(10, 5), signed(10, 15), signed(30.9)])
      expect(signingFault(read, signing)).toBeNull();
  });
});
