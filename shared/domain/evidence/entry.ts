import { hash } from 'node:crypto';
import { canonicalJson } from '../accounts/canonical-json.ts';

/** The place of an entry: the instance, its segment, and a number among the organization's entries of that segment, from 0. */
export type Place = { readonly instance: string; readonly segment: number; readonly index: number };

/** A request that its buyer signed, as far as its signature base needs it. Source: RFC 9421, section 2.5. */
export type SignedRequest = {
  /** The thumbprint of the buyer's key. */
  readonly keyId: string;
  readonly method: string;
  /** The target URI of the request. */
  readonly target: string;
  /** The value of `Content-Digest`; absent without a body. */
  readonly digest?: string;
  /** The signature's parameters, as `Signature-Input` has them. */
  readonly input: string;
  /** Ed25519, base64. */
  readonly signature: string;
};

/** The served records: how many, and SHA-256 (hex) over their ids, each followed by a line feed. Without ids there is no hash. */
export type RecordsRead = { readonly count: number; readonly sha256?: string };

/** A call that was served or allowed, before it has a place. Times are ISO-8601 UTC. */
export type LedgerCall = {
  /** `read`: we served it. `allowed`: we said yes to it, and its operator's API served it. */
  readonly kind: 'read' | 'allowed';
  readonly at: string;
  readonly organization: string;
  readonly key: string;
  readonly app: string;
  /** The use case in force of the app; null: none is declared. */
  readonly useCase: string | null;
  /** A dataset's id, or an upstream's resource (`gateway:…`). */
  readonly dataset: string;
  readonly datasetVersion?: string | undefined;
  readonly licence: string;
  readonly licenceVersion: string;
  /** Method, path and query, as in `GET /data/posts?brand=Havnora`. */
  readonly query: string;
  readonly units: number;
  readonly records?: RecordsRead | undefined;
  /** The bytes of the answer's body before it is compressed. */
  readonly bytes?: number | undefined;
  /** The caller's network address. */
  readonly address: string;
  readonly signed?: SignedRequest | undefined;
};

/**
 * The canonical line (RFC 8785) of a call at its place. Half a character in what others sent becomes U+FFFD: I-JSON has no place for it.
 * `salt`: 16 random bytes, base64url, so that nobody guesses a line from its hash. The line is written member by member, which takes a third of
 * the time of sorting. Ids, versions, times and hashes need no escapes. They are ours, or the catalogue's rules keep quotes out.
 */
export function entryLine(call: LedgerCall, { index, instance, segment }: Place, salt: string): string {
  const { bytes, datasetVersion, records, signed, useCase } = call;
  return (
    `{"address":${text(call.address.toWellFormed())},"app":"${call.app}","at":"${call.at}",` +
    (bytes === undefined ? '' : `"bytes":${bytes},`) +
    `"dataset":"${call.dataset}",` +
    (datasetVersion === undefined ? '' : `"datasetVersion":"${datasetVersion}",`) +
    `"index":${index},"instance":"${instance}","key":"${call.key}","kind":"${call.kind}",` +
    `"licence":"${call.licence}","licenceVersion":"${call.licenceVersion}",` +
    `"organization":"${call.organization}","query":${text(call.query.toWellFormed())},` +
    (records === undefined ? '' : `"records":${recordsText(records)},`) +
    `"salt":"${salt}","segment":${segment},` +
    (signed === undefined ? '' : `"signed":${canonicalJson(signed)},`) +
    `"units":${call.units},"useCase":${useCase === null ? 'null' : `"${useCase}"`},"v":1}`
  );
}

const text = JSON.stringify;
const recordsText = ({ count, sha256 }: RecordsRead): string =>
  sha256 === undefined ? `{"count":${count}}` : `{"count":${count},"sha256":"${sha256}"}`;

const idsOf = (ids: readonly string[]): string => `${ids.join('\n')}\n`;

/** SHA-256 (hex) over the ids of records, each followed by a line feed. */
export const recordsHash = (ids: readonly string[]): string =>
  hash('sha256', ids.length === 0 ? '' : idsOf(ids), 'hex');
