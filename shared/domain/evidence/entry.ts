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
  const { bytes, records, signed } = call;
  const { app, dataset, key, useCase } = fixedOf(call, instance);
  const size = bytes === undefined ? '' : `"bytes":${bytes},`;
  const count = records === undefined ? '' : `,"records":${recordsText(records)}`;
  const proof = signed === undefined ? '' : `,"signed":${canonicalJson(signed)}`;
  return (
    `{"address":${text(call.address.toWellFormed())}${app}${call.at}",${size}${dataset}${index}${key}` +
    `${text(call.query.toWellFormed())}${count},"salt":"${salt}","segment":${segment}${proof},"units":${call.units}${useCase}`
  );
}

/** The parts of lines that calls with one key share, from one variable member to the next. */
type Fixed = {
  readonly of: LedgerCall;
  readonly app: string;
  readonly dataset: string;
  readonly key: string;
  readonly useCase: string;
};

const maxFixed = 1_000;
const fixed = new Map<string, Fixed>();

/** Each key's latest are remembered: most calls of a key differ from the one before in nothing else. */
function fixedOf(call: LedgerCall, instance: string): Fixed {
  const name = `${instance} ${call.key}`;
  const known = fixed.get(name);
  if (known && isAlike(known.of, call)) return known;
  if (fixed.size >= maxFixed) fixed.clear();
  const { app, dataset, datasetVersion, key, kind, licence, licenceVersion, organization, useCase } = call;
  const made = {
    of: call,
    app: `,"app":"${app}","at":"`,
    dataset: `"dataset":"${dataset}",${datasetVersion === undefined ? '' : `"datasetVersion":"${datasetVersion}",`}"index":`,
    key:
      `,"instance":"${instance}","key":"${key}","kind":"${kind}","licence":"${licence}",` +
      `"licenceVersion":"${licenceVersion}","organization":"${organization}","query":`,
    useCase: `,"useCase":${useCase === null ? 'null' : `"${useCase}"`},"v":1}`,
  };
  fixed.set(name, made);
  return made;
}

const isAlike = (one: LedgerCall, other: LedgerCall): boolean =>
  one.dataset === other.dataset &&
  one.datasetVersion === other.datasetVersion &&
  one.kind === other.kind &&
  one.useCase === other.useCase &&
  one.licence === other.licence &&
  one.licenceVersion === other.licenceVersion &&
  one.app === other.app &&
  one.organization === other.organization;

const text = JSON.stringify;
const recordsText = ({ count, sha256 }: RecordsRead): string =>
  sha256 === undefined ? `{"count":${count}}` : `{"count":${count},"sha256":"${sha256}"}`;

const idsOf = (ids: readonly string[]): string => `${ids.join('\n')}\n`;

/** SHA-256 (hex) over the ids of records, each followed by a line feed. */
export const recordsHash = (ids: readonly string[]): string =>
  hash('sha256', ids.length === 0 ? '' : idsOf(ids), 'hex');
