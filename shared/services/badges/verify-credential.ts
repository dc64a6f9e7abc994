import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { PublicStatus } from '../../domain/badges/badge.ts';
import { bitAt, decodeBitstring } from '../../domain/credentials/bitstring.ts';
import { issuerDid, keyAddress } from '../../domain/credentials/issuer.ts';
import { type StatusPurpose, statusPurposes } from '../../domain/credentials/status-list.ts';
import { type UnbakeProblem, unbake } from '../../domain/credentials/unbake.ts';
import type { PublicKey, SigningKeys } from '../../signing/signer.ts';
import { type BadgeClaims, badgeClaims } from './badge-claims.ts';

type Shown = { readonly status: PublicStatus; readonly displayName: string };

/** Both published lists of a number; null where there is no such list. */
type StatusListsRead = { readonly read: (list: number) => Promise<Readonly<Record<StatusPurpose, string>> | null> };

/** The keys, lists and badges that a credential is checked against. */
export type CredentialCheckDeps = {
  readonly origin: string;
  readonly signingKeys: SigningKeys;
  readonly statusLists: StatusListsRead;
  /** The public status and name of a badge now; null where it has no public page. */
  readonly shownNow: (handle: string) => Promise<Shown | null>;
  readonly now: () => Date;
};

/** The steps in their order. From `validity` on each is taken even where an earlier one failed, so that all reasons are reported. */
export const checkSteps = [
  'file',
  'header',
  'key',
  'signature',
  'content',
  'issuer',
  'validity',
  'revocation',
  'suspension',
  'badge',
] as const;

/** The result of one step, with a sentence on it. */
export type CredentialCheckStep = {
  readonly step: (typeof checkSteps)[number];
  readonly ok: boolean;
  readonly detail: string;
};

/** The results of all steps taken. `handle` names the badge; null where no signature of ours vouches for it. */
export type CheckReport = {
  readonly valid: boolean;
  readonly handle: string | null;
  readonly steps: readonly CredentialCheckStep[];
};

/**
 * Checks whether a credential is valid now; `file` is its text, or a picture with one baked in. The steps are those of OB 3.0, section 9.1,
 * against our own keys, lists and badges. Nothing is fetched: the refresh service is not asked, since the present status is known here.
 */
export async function checkCredential(deps: CredentialCheckDeps, file: Uint8Array): Promise<CheckReport> {
  const steps: CredentialCheckStep[] = [];
  const walk = stepsOf(deps, file);
  let walked = await walk.next();
  while (!walked.done) {
    steps.push(walked.value);
    walked = await walk.next();
  }
  return { valid: steps.every(({ ok }) => ok), handle: walked.value, steps };
}

/** Yields the steps as they are taken; returns the badge's handle once a signature of ours vouches for it. */
async function* stepsOf(
  deps: CredentialCheckDeps,
  file: Uint8Array,
): AsyncGenerator<CredentialCheckStep, string | null> {
  const { origin, signingKeys } = deps;
  const read = unbake(file);
  yield step('file', 'problem' in read ? unreadable[read.problem] : null);
  if ('problem' in read) return null;
  const header = headerOf(read.jwt);
  yield step('header', 'fault' in header ? header.fault : null);
  if ('fault' in header) return null;
  const key = (await signingKeys.keys()).find(({ kid }) => keyAddress(origin, kid) === header.kid);
  yield step('key', key ? null : 'The key it names does not belong to this site.');
  if (!key) return null;
  const payload = await signedPayload(read.jwt, key.jwk);
  yield step('signature', payload ? null : 'The signature does not match the content.');
  if (!payload) return null;
  const claims = badgeClaims(payload.value, origin);
  yield step('content', 'fault' in claims ? claims.fault : null);
  if ('fault' in claims) return null;
  yield step('issuer', claims.issuer === issuerDid(origin) ? null : 'It names another issuer.');
  yield step('validity', outOfDate(claims, deps.now()));
  yield* statusSteps(await deps.statusLists.read(claims.list), claims.index);
  yield step('badge', notShown(claims, await deps.shownNow(claims.handle)));
  return claims.handle;
}

const held: Record<CredentialCheckStep['step'], string> = {
  file: 'The file contains one credential.',
  header: 'The credential is signed with RS256 and names its key by URL.',
  key: 'The key is one of this site.',
  signature: 'The signature matches the content.',
  content: 'It is an Open Badges 3.0 credential, and its claims agree with it.',
  issuer: 'This site issued it.',
  validity: 'It is valid now.',
  revocation: 'It is not revoked.',
  suspension: 'It is not suspended.',
  badge: 'The badge is public, with the same name.',
};
const step = (name: CredentialCheckStep['step'], fault: string | null): CredentialCheckStep => ({
  step: name,
  ok: fault === null,
  detail: fault ?? held[name],
});

const unreadable: Record<UnbakeProblem, string> = {
  too_large: 'The file has more than 256 KB.',
  not_readable: 'This is neither a credential nor a complete PNG or SVG.',
  no_credential: 'This picture contains no credential.',
  more_than_one: 'This picture contains more than one credential.',
  not_a_jwt: 'The embedded credential is not a JWT.',
};

/**
 * The header of OB 3.0, section 8.2.2, and nothing more. It may bring no key along (`jwk`, `jku`, `x5u`, `x5c`), and no extension that must
 * be understood (`crit`).
 */
function headerOf(jwt: string): { readonly kid: string } | { readonly fault: string } {
  const header = decoded(jwt);
  if (header === null) return { fault: 'Its header could not be read.' };
  const { alg, kid, typ, ...more } = header;
  if (alg !== 'RS256') return { fault: 'It is not signed with RS256.' };
  const [extra] = Object.keys(more);
  if (extra !== undefined) return { fault: 'Its header contains more than alg, kid and typ.' };
  if (typ !== 'JWT') return { fault: 'This JWT is not of the type that badges use.' };
  return typeof kid === 'string' ? { kid } : { fault: 'It names no key.' };
}

function decoded(jwt: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeProtectedHeader(jwt);
  } catch {
    return null;
  }
}

/** The payload, where the key's signature matches and the text is JSON; null otherwise. */
async function signedPayload(jwt: string, jwk: PublicKey): Promise<{ readonly value: unknown } | null> {
  try {
    const { payload } = await compactVerify(jwt, await importJWK(jwk, 'RS256'), { algorithms: ['RS256'] });
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) };
  } catch {
    return null;
  }
}

function outOfDate({ validFrom, validUntil }: BadgeClaims, now: Date): string | null {
  if (now < validFrom) return `It is not valid before ${validFrom.toISOString()}.`;
  return now > validUntil ? `It was valid until ${validUntil.toISOString()}.` : null;
}

function* statusSteps(
  lists: Awaited<ReturnType<StatusListsRead['read']>>,
  index: number,
): Generator<CredentialCheckStep> {
  for (const purpose of statusPurposes) {
    const bits = lists && decodeBitstring(lists[purpose]);
    const isSet = bits && bitAt(bits, index);
    const fault = purpose === 'revocation' ? 'It is revoked.' : 'It is suspended.';
    yield step(purpose, isSet === null ? 'The list it names has no such entry.' : isSet ? fault : null);
  }
}

/** A valid signature says what was true when it was made. Since then the badge may have been suspended, or the name may have changed. */
function notShown({ displayName }: BadgeClaims, shown: Shown | null): string | null {
  if (shown === null) return 'This badge no longer exists.';
  if (shown.status !== 'verified') return `The badge is ${shown.status} now.`;
  return shown.displayName === displayName ? null : 'The badge now has another name.';
}
