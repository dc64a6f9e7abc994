import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { DenialReason } from '../../domain/access/denial.ts';
import type { SignedRequest } from '../../domain/evidence/entry.ts';
import type { Signers } from '../../domain/evidence/signer.ts';
import { digestFault } from '../../http/content-digest.ts';
import type { ApiRequest } from '../../http/request.ts';
import { type ReadSignature, readSignature, signatureBaseOf } from '../../http/request-signature.ts';
import type { Nonces } from '../../storage/evidence/nonces.ts';
import type { Caller } from './caller.ts';

/** The reason to refuse a call. `detail`: a sentence about the wrong part of its signature. */
type SignatureDenial = { readonly reason: DenialReason; readonly detail?: string };

/** The signature of one call, or that it has none. */
export type CallSignature = {
  /** The reason to refuse the call of this caller at a time, epoch milliseconds; null: none. */
  denial(caller: Caller, time: number): SignatureDenial | null;
  /** The request as it was signed, once nothing was denied; undefined: it is not signed. */
  signed(): SignedRequest | undefined;
  /** Takes the nonce. False: a call with it was served before. @throws StorageUnavailable */
  isFirst(accountId: string): Promise<boolean>;
};

type Signing = {
  /** Scheme, host and port of the public address. */
  readonly origin: string;
  readonly nonces: Pick<Nonces, 'take'>;
};

/** Seconds by which the clocks of two sides may differ. */
const maxSkewSeconds = 300;

const unsigned: CallSignature = {
  denial: ({ key, account }) =>
    account.state.signers.required && key.environment === 'live' ? { reason: 'signature_required' } : null,
  signed: () => undefined,
  isFirst: async () => true,
};

/** The signature of a call. Nothing is read where the request carries none. Source: RFC 9421. */
export function callSignature({ origin, nonces }: Signing, request: ApiRequest): CallSignature {
  const read = readSignature(request.headers);
  if (read === null) return unsigned;
  if ('fault' in read) return refused(read.fault);
  const signed = signedOf(read, { origin, request });
  let known: { readonly signers: Signers; readonly fault: string | null } | undefined;
  return {
    denial({ account }, time) {
      const { signers } = account.state;
      if (known?.signers !== signers) known = { signers, fault: signatureFault({ read, signed, request }, signers) };
      const detail = timeFault(read, time) ?? known.fault;
      return detail === null ? null : { reason: 'signature_invalid', detail };
    },
    signed: () => signed,
    isFirst(accountId) {
      const until = new Date((read.created + 2 * maxSkewSeconds) * 1_000).toISOString();
      return nonces.take({ accountId, keyId: read.keyId, nonce: read.nonce }, until);
    },
  };
}

const refused = (detail: string): CallSignature => ({
  ...unsigned,
  denial: () => ({ reason: 'signature_invalid', detail }),
});

function signedOf(
  { keyId, input, signature, components }: ReadSignature,
  { origin, request }: { readonly origin: string; readonly request: ApiRequest },
): SignedRequest {
  const { method, path, search, headers } = request;
  const digest = components.includes('content-digest') ? { digest: (headers['content-digest'] ?? '').trim() } : {};
  const target = `${origin}${path}${search === '' ? '' : `?${search}`}`;
  return { keyId, method, target, ...digest, input, signature: signature.toString('base64') };
}

function timeFault({ created, expires }: ReadSignature, time: number): string | null {
  const now = Math.floor(time / 1_000);
  if (Math.abs(now - created) > maxSkewSeconds)
    return `The signature was created at ${created}, which is more than ${maxSkewSeconds} seconds from our clock, ${now}.`;
  return expires !== undefined && expires < now ? `The signature expired at ${expires}; our clock is at ${now}.` : null;
}

type Checked = { readonly read: ReadSignature; readonly signed: SignedRequest; readonly request: ApiRequest };

function signatureFault({ read, signed, request }: Checked, signers: Signers): string | null {
  const key = keyOf(signers, read.keyId);
  if (!key) return `The keyid ${read.keyId.slice(0, 60)} is no signing key in force of your organization.`;
  if (signed.digest === undefined && request.body.length > 0)
    return 'The request has a body, so the signature has to cover "content-digest".';
  const fault = signed.digest === undefined ? null : digestFault(signed.digest, request.body);
  if (fault !== null) return fault;
  const { method, target, digest = '' } = signed;
  const base = signatureBaseOf(read, { '@method': method, '@target-uri': target, 'content-digest': digest });
  if (verify(null, Buffer.from(base), key, read.signature)) return null;
  return `The signature is not that of this request. We read the method ${method} and the target ${target}.`;
}

const keyObjects = new WeakMap<Signers, Map<string, KeyObject>>();

/** The key in force by its thumbprint, made once for each state of an account. */
function keyOf(signers: Signers, keyId: string): KeyObject | undefined {
  const x = Object.hasOwn(signers.keys, keyId) ? signers.keys[keyId] : undefined;
  if (x === undefined) return undefined;
  const known = keyObjects.get(signers) ?? new Map<string, KeyObject>();
  keyObjects.set(signers, known);
  const key = known.get(keyId) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  known.set(keyId, key);
  return key;
}
