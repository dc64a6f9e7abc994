import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bakeSvg } from '../../../shared/domain/credentials/bake-svg.ts';
import { statusListAddress } from '../../../shared/domain/credentials/status-list.ts';
import { badgeIssuer, issued, kids, listOf, secrets } from '../../support/badge-issuer.ts';
import {
  credential,
  issuedAt,
  newKeys,
  origin,
  signed,
  signedList,
  statement,
  validUntil,
} from '../../support/credential.ts';
import { contradictions, forgeries } from '../../support/hostile-credentials.ts';
import { verify } from '../../support/verifier/verify.ts';

const folder = path.resolve(import.meta.dirname, '../../support/verifier');
const faultOf = async (presented: string, { verifier } = badgeIssuer()) => (await verify(verifier, presented)).fault;
/** Rules of this site alone: for other verifiers a credential needs no status, and no certain type of JWT. */
const lawful: ReadonlySet<string> = new Set(['no status', 'the entry of one list twice', 'the type of a status list']);
const asList = (jwt: string) => new Response(jwt, { headers: { 'content-type': 'application/vc+jwt' } });

describe('the verifier written from the specifications', () => {
  it('shares no code with what it verifies', () => {
    for (const file of globSync('*.ts', { cwd: folder })) {
      const imported = [...readFileSync(path.join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, from]) => from,
      );
      for (const from of imported) expect(from).toMatch(/^(\.\/[\w-]+\.ts|jose|node:zlib|ajv\/dist\/2020\.js)$/);
    }
  });

  it('accepts our credential, as text, baked, by its address, and signed with a retired key', async () => {
    const issuer = badgeIssuer();
    issuer.state.published.set(`${origin}/badges/ada/credential`, new Response(issued()));
    const svg = bakeSvg('<svg></svg>', issued());
    for (const presented of [
      issued(),
      svg,
      `${origin}/badges/ada/credential`,
      signed(credential(), secrets.retired, kids.retired),
    ])
      expect(await faultOf(presented, issuer)).toBeNull();
  });

  it('accepts no list of ours before its time or after it, and no credential', async () => {
    const issuer = badgeIssuer();
    issuer.state.now = new Date(validUntil.getTime() + 1000);
    expect(await faultOf(issued(), issuer)).toBe('is expired');
    issuer.state.now = new Date(issuedAt.getTime() - 1000);
    expect(await faultOf(issued(), issuer)).toBe('is not valid yet');
  });

  it.each([
    ['revocation', 'is revoked'],
    ['suspension', 'is suspended'],
  ] as const)('reads the state in the list of %s', async (purpose, fault) => {
    const issuer = badgeIssuer();
    issuer.set(purpose, true);
    expect(await faultOf(issued(), issuer)).toBe(fault);
  });

  it.each([...forgeries, ...contradictions.filter(([what]) => !lawful.has(what))])(
    'does not accept %s',
    async (_, jwt) => {
      expect(await faultOf(jwt)).not.toBeNull();
    },
  );

  it('takes a refreshed credential in place of one that it replaces, and the old one where there is none', async () => {
    const issuer = badgeIssuer();
    const renamed = credential({
      holder: { ...statement.holder, displayName: 'Ada King' },
      credentialId: `${origin}/2`,
    });
    const verifier = { ...issuer.verifier, refresh: true };
    expect((await verify(verifier, issued())).credential).toMatchObject({ id: statement.credentialId });
    issuer.state.published.set(statement.refreshUrl, new Response(signed(renamed, secrets.current, kids.current)));
    expect((await verify(verifier, issued())).credential).toMatchObject({ id: `${origin}/2` });
    issuer.state.published.set(statement.refreshUrl, new Response(signed(renamed, newKeys().privateKey, kids.current)));
    expect((await verify(verifier, issued())).credential).toMatchObject({ id: statement.credentialId });
  });

  const lists = statusListAddress(origin, 'revocation', 0);
  const encoded = (bytes: Uint8Array) => `u${gzipSync(bytes).toString('base64url')}`;
  it.each([
    [
      'the list of another purpose',
      () => signedList(listOf('suspension', encoded(new Uint8Array(16_384))), secrets.current, kids.current),
      'not one of revocation',
    ],
    [
      'a list that is too short',
      () => signedList(listOf('revocation', encoded(new Uint8Array(100))), secrets.current, kids.current),
      'LENGTH',
    ],
    [
      'a gzip bomb',
      () => signedList(listOf('revocation', encoded(new Uint8Array(64 * 1024 * 1024))), secrets.current, kids.current),
      'larger than',
    ],
    [
      'a list that somebody else signed',
      () => signedList(listOf('revocation', encoded(new Uint8Array(16_384))), newKeys().privateKey, kids.current),
      'signature',
    ],
    ['a badge for a list', issued, 'STATUS_VERIFICATION_ERROR'],
  ])('does not accept %s', async (_, jwt, fault) => {
    const issuer = badgeIssuer();
    issuer.state.published.set(lists, asList(jwt()));
    expect(await faultOf(issued(), issuer)).toContain(fault);
  });

  it('accepts nothing while a list cannot be read', async () => {
    const issuer = badgeIssuer();
    issuer.state.published.set(lists, new Response('', { status: 503 }));
    expect(await faultOf(issued(), issuer)).toContain('STATUS_RETRIEVAL_ERROR');
  });
});
