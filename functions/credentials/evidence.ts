import { found } from '../../shared/errors.ts';
import { knownParameters, pageRequestOf } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import type { EcPublicKey, SigningKeys } from '../../shared/signing/signer.ts';
import type { EvidenceUse } from '../../shared/storage/evidence/published-keys.ts';
import type { CredentialsDeps } from './deps.ts';
import { published } from './published.ts';

type EvidenceDeps = Pick<
  CredentialsDeps,
  'seals' | 'timestamps' | 'certificates' | 'publishedKeys' | 'ledgerKeys' | 'receiptKeys' | 'log'
>;

const contentType = 'application/json';

/** GET /.well-known/tollgate/seals: signed seals, newest first, each as its canonical bytes. */
export const listSeals =
  ({ seals }: EvidenceDeps): Route =>
  async (request) => {
    const { limit, cursor } = pageRequestOf(request);
    const before = cursor === undefined ? undefined : numberIn(cursor);
    const page = await seals.list({ limit, before });
    const next = page.next === undefined ? '' : `,"cursor":"${page.next}"`;
    const body = `{"data":[${page.seals.map(({ text }) => text).join()}]${next}}`;
    return published(request, { contentType, body });
  };

/** GET /.well-known/tollgate/seals/{number}: one of them. */
export const readSeal =
  ({ seals }: EvidenceDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const number = numberIn(request.params.number ?? '');
    const seal = found(number === undefined ? null : await seals.find(number), 'This seal');
    return published(request, { contentType, body: seal.text });
  };

/** GET /.well-known/tollgate/seals/{number}/timestamp: the reply of the time-stamp authority to this signed seal, as it came (RFC 3161). */
export const readTimestamp =
  ({ timestamps }: EvidenceDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const number = numberIn(request.params.number ?? '');
    const { reply } = found(number === undefined ? null : await timestamps.find(number), 'The time stamp of this seal');
    return published(request, { contentType: 'application/timestamp-reply', body: reply });
  };

/** GET /.well-known/tollgate/keys: every key that ever signed evidence, and those that are about to. */
export const readEvidenceKeys =
  ({ publishedKeys, ledgerKeys, receiptKeys, log }: EvidenceDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const configured = async (use: EvidenceUse, { keys }: SigningKeys<EcPublicKey>) => {
      const answered = await keys().catch((error) => {
        log.error('keys of evidence not read', error, { use });
        return [];
      });
      return answered.map(({ kid, jwk }) => ({ use, kid, jwk }));
    };
    const [kept, ...present] = await Promise.all([
      publishedKeys.all(),
      configured('seals', ledgerKeys),
      configured('receipts', receiptKeys),
    ]);
    const all = new Map([...kept, ...present.flat()].map((key) => [`${key.use}#${key.kid}`, key]));
    const keys = [...all.values()].map(({ use, kid, jwk }) => ({ ...jwk, kid, use }));
    return published(request, { contentType: 'application/jwk-set+json', body: JSON.stringify({ keys }) });
  };

/** GET /.well-known/tollgate/instances/{instance}: the certificate of an instance's receipt key. */
export const readCertificate =
  ({ certificates }: EvidenceDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const { instance = '' } = request.params;
    const isName = /^[\w-]{1,64}$/.test(instance);
    const body = found(isName ? await certificates.find(instance) : null, 'This instance');
    return published(request, { contentType, body });
  };

/** The number of a seal; undefined where it is none. */
const numberIn = (text: string): number | undefined => (/^[1-9]\d{0,11}$/.test(text) ? Number(text) : undefined);
