import { createHash } from 'node:crypto';
import { parse } from 'tldts';
import type { BadgeReview } from '../catalog/badge-review.ts';
import type { BadgeApplication } from './badge.ts';

const label = '_tollgate-challenge.';
const prefix = 'tollgate-verification=';
/** RFC 1035, section 2.3.4: 255 octets on the wire are 253 characters. */
const longestName = 253;

/**
 * The domain that the site of a profile stands for: its host without `www.`, in ASCII (punycode). What is proven is what is said: who proves
 * `news.acme.example` has not proven `acme.example`. Null where nobody can prove one: an address, a public suffix such as `co.uk` or
 * `github.io` (https://publicsuffix.org), a name that is too long.
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
 * What is to be put where: only who controls the domain's zone can, and only for this application of this account. The value is no secret,
 * and the same for one application and domain whenever it is asked for.
 */
export function challengeOf(
  { accountId, badge, appliedAt }: Pick<BadgeApplication, 'accountId' | 'badge' | 'appliedAt'>,
  domain: string,
): DomainChallenge {
  const bound = JSON.stringify([accountId, badge, appliedAt, domain]);
  return { name: label + domain, value: prefix + createHash('sha256').update(bound).digest('base64url') };
}

/** What a look into the zone found: the record, nothing, something else, or no answer to go by. */
export type ProofLookup = 'record' | 'no_record' | 'other_records' | 'no_answer';

/** The records as text, each of its strings joined; or that there are none (`not_found`), or why nobody knows. */
export type LookedUp = { readonly records: readonly string[] } | { readonly failure: string };

/** Only the value itself counts, to the letter; other records may stand beside it. */
export function foundIn(looked: LookedUp, { value }: DomainChallenge): ProofLookup {
  if ('failure' in looked) return looked.failure === 'not_found' ? 'no_record' : 'no_answer';
  if (looked.records.includes(value)) return 'record';
  return looked.records.length > 0 ? 'other_records' : 'no_record';
}

/** Whether a badge is one that needs its domain proven, and it is not. */
export const lacksProof = (
  { kind, provenDomain, url }: Pick<BadgeApplication, 'kind' | 'provenDomain' | 'url'>,
  { domainProof }: Pick<BadgeReview, 'domainProof'>,
): boolean =>
  kind !== 'person' && domainProof === 'required' && (provenDomain === null || provenDomain !== domainOf(url));
