import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { emptyBitstring, encodeBitstring } from '../../../shared/domain/credentials/bitstring.ts';
import { statusListCredential } from '../../../shared/domain/credentials/status-list.ts';
import { credential, issuedAt, newKeys, signed, signedList, statement, validUntil } from '../../support/credential.ts';
import { expandedSafely } from '../../support/json-ld.ts';

const list = statusListCredential({
  id: 'https://badges.example/badges/status/suspension/0',
  purpose: 'suspension',
  encodedList: encodeBitstring(emptyBitstring()),
  issuer: statement.issuer.id,
  validFrom: issuedAt,
  validUntil,
  ttlMs: 60_000,
});
const full = credential({ holder: { ...statement.holder, provenDomain: 'ada.example', parent: 'acme' } });
/** Strings and numbers of a document, without its contexts and types, which expansion replaces by others. */
const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => (['@context', 'type', '@type'].includes(key) ? [] : leaves(each)))
    : [value];
const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(each)])
    : [];

describe('JSON-LD expansion in safe mode', () => {
  it.each([
    ['a badge', full],
    ['a status list', list],
  ])('drops no statement of %s', async (_, document) => {
    const expanded = await expandedSafely(document);
    const found = leaves(expanded);
    for (const leaf of leaves(document)) expect(found).toContain(leaf);
  });

  it('gives every property and type of a badge a unique IRI', async () => {
    const names = keysOf(await expandedSafely(full)).filter((key) => !key.startsWith('@'));
    expect(names.filter((key) => !URL.canParse(key))).toEqual([]);
    expect(JSON.stringify(await expandedSafely(full))).toContain('vccr/v1p0/context.json#1EdTechCredentialRefresh');
  });

  it('accepts the payloads of the JWTs as they are signed, claims and all', async () => {
    const { privateKey } = newKeys();
    for (const jwt of [signed(full, privateKey), signedList(list, privateKey)]) {
      const payload = decodeJwt(jwt);
      const kept = leaves(await expandedSafely(payload));
      for (const leaf of leaves(payload)) expect(kept).toContain(leaf);
    }
  });

  it.each([
    ['a property that no context defines', { ...full, credentialSubject: { ...full.credentialSubject, shoeSize: 38 } }],
    ['a type that no context defines', { ...full, refreshService: { id: 'https://a.example', type: 'OurRefresh' } }],
    ['a context that no package holds', { ...full, '@context': ['https://example.com/ours'] }],
  ])('would refuse %s', async (_, document) => {
    await expect(expandedSafely(document)).rejects.toThrow();
  });
});
