import type { KeyObject } from 'node:crypto';
import { emptyBitstring, encodeBitstring, withBits } from '../../shared/domain/credentials/bitstring.ts';
import { issuerDid, keyAddress } from '../../shared/domain/credentials/issuer.ts';
import {
  type StatusPurpose,
  statusListAddress,
  statusListCredential,
} from '../../shared/domain/credentials/status-list.ts';
import type { CredentialCheckDeps } from '../../shared/services/badges/verify-credential.ts';
import { rs256 } from '../../shared/signing/signing-key.ts';
import { credential, issuedAt, newKeys, origin, signed, signedList, statement, validUntil } from './credential.ts';
import type { Fetch } from './verifier/fetch.ts';

const retired = newKeys();
const current = newKeys();
const did = issuerDid(origin);
const keyOf = (key: KeyObject, isRetired: boolean) =>
  rs256.keyOf(key.export({ type: 'spki', format: 'der' }), { retired: isRetired });
const keys = [keyOf(retired.publicKey, true), keyOf(current.publicKey, false)] as const;

/** The private keys of the issuer below, to forge with. */
export const secrets = { retired: retired.privateKey, current: current.privateKey };
export const kids = { retired: keyAddress(origin, keys[0].kid), current: keyAddress(origin, keys[1].kid) };

/** A fresh credential of Ada's, signed with the key in use. */
export const issued = (): string => signed(credential(), secrets.current, kids.current);
const halfway = new Date((issuedAt.getTime() + validUntil.getTime()) / 2);

/**
 * An issuer without the deployment that publishes the same as ours: keys, DID document, lists and the refresh of Ada's badge. Changes to
 * `bits`, `shown` or `published` appear in everything that it publishes from then on.
 */
export function badgeIssuer() {
  const state = {
    bits: { revocation: emptyBitstring(), suspension: emptyBitstring() },
    shown: { status: 'verified', displayName: statement.holder.displayName } as Awaited<
      ReturnType<CredentialCheckDeps['shownNow']>
    >,
    now: halfway,
    /** Answers that replace the issuer's own, by address. */
    published: new Map<string, Response>(),
    asked: [] as string[],
  };
  const fetch: Fetch = async (address) => {
    state.asked.push(address);
    return state.published.get(address)?.clone() ?? answerTo(address, state.bits);
  };
  const checkDeps: CredentialCheckDeps = {
    origin,
    signingKeys: { keys: async () => keys },
    statusLists: { read: async (list) => (list === 0 ? encodedLists(state.bits) : null) },
    shownNow: async (handle) => (handle === 'ada' ? state.shown : null),
    now: () => state.now,
  };
  const set = (purpose: StatusPurpose, value: boolean) => {
    state.bits[purpose] = withBits(state.bits[purpose], [[statement.status.index, value]]);
  };
  return { state, fetch, checkDeps, set, verifier: { fetch, now: () => state.now } };
}

function answerTo(address: string, bits: Readonly<Record<StatusPurpose, Uint8Array>>): Response {
  for (const purpose of ['revocation', 'suspension'] as const) {
    if (address !== statusListAddress(origin, purpose, 0)) continue;
    const jwt = signedList(listOf(purpose, encodeBitstring(bits[purpose])), secrets.current, kids.current);
    return new Response(jwt, { headers: { 'content-type': 'application/vc+jwt' } });
  }
  const key = keys.find(({ kid }) => keyAddress(origin, kid) === address);
  if (key) return Response.json(key.jwk);
  return address === `${origin}/.well-known/did.json` ? Response.json(didDocument) : new Response('', { status: 404 });
}

const didDocument = {
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: did,
  verificationMethod: keys.map(({ kid, jwk }) => ({
    id: `${did}#${kid}`,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: jwk,
  })),
  assertionMethod: keys.map(({ kid }) => `${did}#${kid}`),
};

/** The list of a purpose as the issuer publishes it. */
export const listOf = (purpose: StatusPurpose, encodedList: string) =>
  statusListCredential({
    id: statusListAddress(origin, purpose, 0),
    purpose,
    encodedList,
    issuer: did,
    validFrom: issuedAt,
    validUntil,
    ttlMs: 60_000,
  });

const encodedLists = ({ revocation, suspension }: Readonly<Record<StatusPurpose, Uint8Array>>) => ({
  revocation: encodeBitstring(revocation),
  suspension: encodeBitstring(suspension),
});
