import { describe, expect, it } from 'vitest';
import { bakeSvg } from '../../../shared/domain/credentials/bake-svg.ts';
import { maxBakedBytes } from '../../../shared/domain/credentials/unbake.ts';
import { checkCredential, checkSteps } from '../../../shared/services/badges/verify-credential.ts';
import { badgeIssuer, issued, kids, secrets } from '../../support/badge-issuer.ts';
import { credential, issuedAt, signed, validUntil } from '../../support/credential.ts';
import { contradictions, forgeries } from '../../support/hostile-credentials.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const faultsOf = async (jwt: string, issuer = badgeIssuer()) => {
  const { valid, steps } = await checkCredential(issuer.checkDeps, bytes(jwt));
  const faults = steps.filter(({ ok }) => !ok).map(({ step }) => step);
  expect(valid).toBe(faults.length === 0);
  return faults;
};

describe('a credential of ours', () => {
  it('is valid while everything holds, each step named', async () => {
    const { valid, handle, steps } = await checkCredential(badgeIssuer().checkDeps, bytes(issued()));
    expect({ valid, handle }).toEqual({ valid: true, handle: 'ada' });
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual(checkSteps.map((step) => [step, true]));
  });

  it('is valid baked into a picture, and when a key signed it that is retired since', async () => {
    expect(await faultsOf(bakeSvg('<svg></svg>', issued()))).toEqual([]);
    expect(await faultsOf(signed(credential(), secrets.retired, kids.retired))).toEqual([]);
  });

  it('is not valid before its time nor after it', async () => {
    const issuer = badgeIssuer();
    issuer.state.now = new Date(issuedAt.getTime() - 60_000);
    expect(await faultsOf(issued(), issuer)).toEqual(['validity']);
    issuer.state.now = new Date(validUntil.getTime() + 60_000);
    expect(await faultsOf(issued(), issuer)).toEqual(['validity']);
  });

  it.each(['revocation', 'suspension'] as const)('is not valid while the list of its %s says so', async (purpose) => {
    const issuer = badgeIssuer();
    issuer.set(purpose, true);
    expect(await faultsOf(issued(), issuer)).toEqual([purpose]);
    issuer.set(purpose, false);
    expect(await faultsOf(issued(), issuer)).toEqual([]);
  });

  it.each(['suspended', 'revoked', 'expired'] as const)(
    'is not valid for a badge that is %s now, whatever the lists say still',
    async (status) => {
      const issuer = badgeIssuer();
      issuer.state.shown = { status, displayName: 'Ada Lovelace' };
      expect(await faultsOf(issued(), issuer)).toEqual(['badge']);
    },
  );

  it('is not valid for a name that the badge was given up for, nor for a badge that is gone', async () => {
    const issuer = badgeIssuer();
    issuer.state.shown = { status: 'verified', displayName: 'Somebody Else' };
    expect(await faultsOf(issued(), issuer)).toEqual(['badge']);
    issuer.state.shown = null;
    expect(await faultsOf(issued(), issuer)).toEqual(['badge']);
  });

  it('is told all reasons at once', async () => {
    const issuer = badgeIssuer();
    issuer.set('suspension', true);
    issuer.state.now = new Date(validUntil.getTime() + 60_000);
    issuer.state.shown = null;
    expect(await faultsOf(issued(), issuer)).toEqual(['validity', 'suspension', 'badge']);
  });
});

describe('credentials that are not ours', () => {
  it.each([...forgeries, ...contradictions])('with %s is not valid', async (_, jwt, step) => {
    expect((await faultsOf(jwt))[0]).toBe(step);
  });

  it('names nobody unless a signature of ours does', async () => {
    for (const [, jwt] of forgeries)
      expect((await checkCredential(badgeIssuer().checkDeps, bytes(jwt))).handle).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['any text', 'hello'],
    ['a picture without one', '<svg></svg>'],
    ['too much', 'a'.repeat(maxBakedBytes + 1)],
    ['parts that are no JSON', 'YQ.YQ.YQ'],
  ])('is %s, which is told in one step', async (_, text) => {
    const { steps } = await checkCredential(badgeIssuer().checkDeps, bytes(text));
    expect(steps.at(-1)).toEqual({ step: expect.any(String), ok: false, detail: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(steps.filter(({ ok }) => !ok)).toHaveLength(1);
  });

  it('asks nothing of the table before a signature of ours is there', async () => {
    const deps = {
      ...badgeIssuer().checkDeps,
      statusLists: { read: () => Promise.reject(new Error('asked')) },
      shownNow: () => Promise.reject(new Error('asked')),
    };
    for (const [, jwt] of forgeries) expect((await checkCredential(deps, bytes(jwt))).valid).toBe(false);
  });
});
