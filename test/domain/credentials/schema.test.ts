import { describe, expect, it } from 'vitest';
import { emptyBitstring, encodeBitstring } from '../../../shared/domain/credentials/bitstring.ts';
import { statusListCredential } from '../../../shared/domain/credentials/status-list.ts';
import { credential, issuedAt, statement, validUntil } from '../../support/credential.ts';
import { badgeFaults, statusListFaults } from '../../support/verifier/conformance.ts';
import { openBadgeSchema, statusListSchema } from '../../support/verifier/schemas.ts';

const full = credential({
  holder: { ...statement.holder, kind: 'organization', provenDomain: 'a.example', parent: 'b' },
});
const list = statusListCredential({
  id: 'https://badges.example/badges/status/suspension/0',
  purpose: 'suspension',
  encodedList: encodeBitstring(emptyBitstring()),
  issuer: statement.issuer.id,
  validFrom: issuedAt,
  validUntil,
  ttlMs: 60_000,
});

type Schema = {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
};
type Path = readonly (string | number)[];

/** Every property of the document that its schema requires, at any depth; among alternatives, those that describe objects and lists. */
function requiredPaths(root: Schema, schema: Schema, value: unknown, at: Path = []): Path[] {
  const resolved = schema.$ref ? root.$defs![schema.$ref.split('/').at(-1)!]! : schema;
  const alternatives = (resolved.anyOf ?? []).flatMap((each) =>
    typeof value === 'object' ? requiredPaths(root, each, value, at) : [],
  );
  if (typeof value !== 'object' || value === null) return alternatives;
  if (Array.isArray(value))
    return [
      ...alternatives,
      ...value.flatMap((each, i) => (resolved.items ? requiredPaths(root, resolved.items, each, [...at, i]) : [])),
    ];
  const here = resolved.properties && resolved.required ? resolved.required.map((name) => [...at, name]) : [];
  const below = Object.entries(value).flatMap(([name, each]) => {
    const inner = resolved.properties?.[name];
    return inner ? requiredPaths(root, inner, each, [...at, name]) : [];
  });
  return [...alternatives, ...here, ...below];
}

function without(document: object, path: Path): object {
  const copy = structuredClone(document);
  const parent = path.slice(0, -1).reduce<never>((value, key) => value[key as never], copy as never);
  delete parent[path.at(-1) as never];
  return copy;
}
const unique = (paths: readonly Path[]) => [...new Map(paths.map((path) => [path.join('.'), path])).entries()];
const ofBadge = unique(requiredPaths(openBadgeSchema as unknown as Schema, openBadgeSchema as unknown as Schema, full));
const ofList = unique(
  requiredPaths(statusListSchema as unknown as Schema, statusListSchema as unknown as Schema, list),
);

describe('the data model of Open Badges 3.0', () => {
  it('is that of our credentials, of every kind', () => {
    for (const kind of ['person', 'organization', 'government'] as const)
      expect(badgeFaults(credential({ holder: { ...statement.holder, kind } }))).toEqual([]);
    expect(badgeFaults(full)).toEqual([]);
  });

  it('requires things of ours on every level', () => {
    const names = ofBadge.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['@context', 'id', 'type', 'issuer', 'validFrom', 'credentialSubject', 'issuer.id', 'issuer.type'],
        ...['credentialSubject.type', 'credentialSubject.achievement', 'credentialSubject.achievement.criteria'],
        ...[
          'credentialSubject.identifier.0.identityHash',
          'credentialSubject.identifier.5.hashed',
          'refreshService.id',
        ],
        ...['credentialStatus.0.statusPurpose', 'credentialStatus.1.statusListIndex', 'credentialStatus.1.type'],
      ]),
    );
    expect(names.length).toBeGreaterThan(45);
  });

  it.each(ofBadge)('refuses a credential without %s', (_, path) => {
    expect(badgeFaults(without(full, path))).not.toEqual([]);
  });

  it.each([
    [
      'nobody for whom it is',
      { ...full, credentialSubject: { ...full.credentialSubject, id: undefined, identifier: undefined } },
    ],
    ['contexts in another order', { ...full, '@context': [...full['@context']].toReversed() }],
    ['a time without an offset', { ...full, validFrom: '2026-03-01T12:00:00' }],
    ['an index below zero', { ...full, credentialStatus: [{ ...full.credentialStatus[0], statusListIndex: '-1' }] }],
    ['an index that is no text', { ...full, credentialStatus: [{ ...full.credentialStatus[0], statusListIndex: 1 }] }],
    ['no type of its own', { ...full, type: ['VerifiableCredential'] }],
    ['an issuer that is no address', { ...full, issuer: 'Example' }],
    [
      'an identity of a type that nobody knows',
      {
        ...full,
        credentialSubject: {
          ...full.credentialSubject,
          identifier: [{ ...full.credentialSubject.identifier[0], identityType: 'nickname' }],
        },
      },
    ],
  ])('refuses a credential with %s', (_, document) => {
    expect(badgeFaults(JSON.parse(JSON.stringify(document)))).not.toEqual([]);
  });
});

describe('the data model of Bitstring Status List 1.0', () => {
  it('is that of our lists', () => {
    expect(statusListFaults(list)).toEqual([]);
  });

  it.each(ofList)('refuses a list without %s', (_, path) => {
    expect(statusListFaults(without(list, path))).not.toEqual([]);
  });
});
