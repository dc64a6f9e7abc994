import { createHash } from 'node:crypto';
import { parse } from 'tldts';
import type { BadgeReview } from '../catalog/badge-review.ts';
import type { BadgeApplication } from './badge.ts';

const label = '_tollgate-challenge.';
const prefix = 'tollgate-verification=';
/** RFC 1035, section 2.3.4: 255 octets on the wire are 253 characters. */
const longestName = 253;

/**
 * The domain to prove for a profile's site: its host without `www.`, in ASCII (punycode). Exactly that host is proven: `news.acme.example`
 * proves nothing of `acme.example`. Null where no domain can be proven: an address, a name that is too long, or a public suffix such as
 * `co.uk` or `github.io` (https://publicsuffix.org).
 */
export function domainOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname.replace(/\.$/, '');
  const bare = host.replace(/^www\./, '');
  return [bare, host].find(isProvable) ?? null;
}

function isProvable(host: string): boolean {
  const { domain, isIp } = parse(host, { allowPrivateDomains: true });
  return isIp === false && domain !== null && label.length + host.length <= longestName;
}

/** The TXT record that proves a domain. */
export type DomainChallenge = { readonly name: string; readonly value: string };

/**
 * The TXT record that proves a domain for this application of this account. Only an owner of the domain's zone can publish it. The value is
 * no secret, and is always the same for one application and domain.
 */
export function challengeOf(
  { accountId, badge, appliedAt }: Pick<BadgeApplication, 'accountId' | 'badge' | 'appliedAt'>,
  domain: string,
): DomainChallenge {
  const bound = JSON.stringify([accountId, badge, appliedAt, domain]);
  return { name: label + domain, value: prefix + createHash('sha256').update(bound).digest('base64url') };
}

/** The result of a lookup in the zone: the record, nothing, other records, or no usable answer. */
export type ProofLookup = 'record' | 'no_record' | 'other_records' | 'no_answer';

/** The TXT records, each with its strings joined, or the resolver's failure; `not_found`: the name has no TXT record. */
export type LookedUp = { readonly records: readonly string[] } | { readonly failure: string };

/** Compares the records with the challenge, to the letter; other records beside it do no harm. */
export function foundIn(looked: LookedUp, { value }: DomainChallenge): ProofLookup {
  if ('failure' in looked) return looked.failure === 'not_found' ? 'no_record' : 'no_answer';
  if (looked.records.includes(value)) return 'record';
  return looked.records.length > 0 ? 'other_records' : 'no_record';
}

/** Whether a badge needs a proven domain and has none. */
export const lacksProof = (
  { kind, provenDomain, url }: Pick<BadgeApplication, 'kind' | 'provenDomain' | 'url'>,
  { domainProof }: Pick<BadgeReview, 'domainProof'>,
): boolean =>
  kind !== 'person' && domainProof === 'required' && (provenDomain === null || provenDomain !== domainOf(url));
