import * as z from 'zod';
import { type KeyFault, maxSignerKeys, publicKeyIn, signerKeyId } from '../../shared/domain/evidence/signer.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { fieldLimits } from '../../shared/http/field-limits.ts';
import { line } from '../../shared/http/fields.ts';
import { signingKeyView } from '../../shared/http/present-signing-key.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { auditOf, type KeysDeps } from './deps.ts';

const keyError = 'must be an Ed25519 public key, as a JWK or as PEM';

/** The body of a new signing key: the public key as JWK or PEM, and a name for people. */
export const NewSigningKeyBody = z.strictObject({
  publicKey: z.union(
    [
      z.string().max(fieldLimits.publicKey),
      z.looseObject({ kty: z.string(), crv: z.string(), x: z.string().max(100) }),
    ],
    { error: keyError },
  ),
  name: line('keyLabel'),
});

/** The body of the rule on unsigned reads. */
export const SigningRuleBody = z.strictObject({ required: z.boolean({ error: 'must be true or false' }) });

const faults: Readonly<Record<KeyFault, string>> = {
  private: 'holds a private key. We did not store it; make a new pair, and send its public key',
  not_ed25519: keyError,
  weak: 'is a point whose signatures prove nothing. Make a new pair',
};

/** GET /v1/signing-keys: the keys with which the organization signs requests, also removed ones, and its rule on unsigned reads. */
export const listSigningKeys =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session: { accountId } }) => {
    const [keys, { required }] = await Promise.all([
      deps.signerKeys.listOf(accountId),
      deps.signerKeys.signersOf(accountId),
    ]);
    return ok({ data: keys.map(signingKeyView), required });
  };

/** POST /v1/signing-keys: requests that the key signs are served within 2 s, and its sealed fact proves whose it is. */
export const addSigningKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { publicKey: given, name } = bodyOf(request, NewSigningKeyBody);
    const read = publicKeyIn(given);
    if ('fault' in read) throw invalid([{ field: 'publicKey', message: faults[read.fault] }]);
    const { publicKey } = read;
    const id = signerKeyId(publicKey);
    const audit = auditOf(deps, request, { action: 'signing_key.added', detail: { key: id, name } });
    const { accountId } = request.session;
    const key = { id, accountId, publicKey, name, addedAt: audit.at, removedAt: null };
    const outcome = await deps.signerKeys.add(key, audit);
    if (outcome === 'added') return created(signingKeyView(key));
    throw new AppError('conflict', refusals[outcome]);
  };

const refusals = {
  known: 'This key was added before. A removed key is not added again; make a new pair.',
  full: `An organization has at most ${maxSignerKeys} signing keys in force. Remove one first.`,
  gone: 'The organization is being deleted, or changed at the same time. Reload the list.',
} as const;

/** DELETE /v1/signing-keys/{thumbprint}: requests that it signs are refused within 2 s; 204. */
export const removeSigningKey =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    const id = request.params.thumbprint ?? '';
    const audit = auditOf(deps, request, { action: 'signing_key.removed', detail: { key: id } });
    const outcome = await deps.signerKeys.remove(accountId, id, audit);
    if (outcome === 'last')
      throw new AppError('conflict', 'Unsigned reads are refused, which needs a signing key. Add another one first.');
    found(outcome === 'removed' ? id : null, 'This signing key');
    return noContent();
  };

/** PUT /v1/signing-keys/rule: whether unsigned reads with live keys are refused; 204. The same rule again changes nothing. */
export const ruleOnSigning =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { required } = bodyOf(request, SigningRuleBody);
    const audit = auditOf(deps, request, { action: 'signing_rule.changed', detail: { required: String(required) } });
    const outcome = await deps.signerKeys.rule(request.session.accountId, required, audit);
    if (outcome === 'keyless')
      throw new AppError('conflict', 'Add a signing key first, or every read would be refused.');
    return noContent();
  };
