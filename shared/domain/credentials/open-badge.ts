import type { BadgeKind } from '../catalog/badge-review.ts';
import { type StatusEntry, statusEntries } from './status-list.ts';
import { wholeSeconds } from './whole-seconds.ts';

/** The longest validity of a credential: a verifier that knows no status list stops believing it by then. */
export const longestValidityMs = 35 * 24 * 60 * 60 * 1000;

/**
 * JSON-LD contexts of VC 2.0 and OB 3.0, in the order that they require. The third defines the type of the refresh service. The last
 * defines `jti`, the only JWT claim that VC 2.0 leaves out: the payload as it is signed is the document (VC-JOSE-COSE, section 3.1.1).
 */
export const badgeContexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  { jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' } },
] as const;

type Identity = {
  readonly type: 'IdentityObject';
  readonly hashed: false;
  readonly identityHash: string;
  /** A type of OB 3.0's IdentifierTypeEnum, or `ext:` and one of ours. */
  readonly identityType: string;
};

/** A verification badge as Open Badges 3.0 and VC 2.0 describe it. Times are UTC, in whole seconds, as in `2026-11-26T08:00:00Z`. */
export type OpenBadgeCredential = {
  readonly '@context': typeof badgeContexts;
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'OpenBadgeCredential'];
  readonly name: string;
  readonly issuer: {
    readonly id: string;
    readonly type: readonly ['Profile'];
    readonly name: string;
    readonly url: string;
  };
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: {
    readonly id: string;
    readonly type: readonly ['AchievementSubject'];
    readonly identifier: readonly Identity[];
    readonly achievement: {
      readonly id: string;
      readonly type: readonly ['Achievement'];
      readonly achievementType: 'Badge';
      readonly name: string;
      readonly description: string;
      readonly criteria: { readonly narrative: string };
    };
  };
  readonly credentialStatus: readonly [StatusEntry, StatusEntry];
  readonly refreshService: { readonly id: string; readonly type: '1EdTechCredentialRefresh' };
};

/** The facts that a credential is made from. */
export type BadgeStatement = {
  /** The issuer; `id` is the deployment's `did:web`. */
  readonly issuer: { readonly id: string; readonly name: string; readonly url: string };
  /** Where the deployment is served, as in `https://example.com`: no slash at the end. */
  readonly origin: string;
  /** `url` is the site that the holder shows; `parent` the handle of the organization whose affiliate it is. */
  readonly holder: {
    readonly handle: string;
    readonly displayName: string;
    readonly kind: BadgeKind;
    readonly url: string;
    readonly provenDomain?: string | null;
    readonly parent?: string | null;
  };
  /** The badge; `criteria` says in Markdown what was checked. */
  readonly achievement: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly criteria: string;
  };
  readonly status: { readonly list: number; readonly index: number };
  /** A URI that no other credential has. */
  readonly credentialId: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly refreshUrl: string;
};

/**
 * The credential of a verified badge, not signed yet.
 * @throws RangeError unless it is valid for more than 0 and at most 35 days.
 */
export function badgeCredential(statement: BadgeStatement): OpenBadgeCredential {
  const { issuer, origin, holder, achievement, status, credentialId, validFrom, validUntil, refreshUrl } = statement;
  const validityMs = validUntil.getTime() - validFrom.getTime();
  if (!(validityMs > 0 && validityMs <= longestValidityMs))
    throw new RangeError(`A credential is valid for up to ${longestValidityMs} ms, not for ${validityMs}.`);
  return {
    '@context': badgeContexts,
    id: credentialId,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: { id: issuer.id, type: ['Profile'], name: issuer.name, url: issuer.url },
    validFrom: wholeSeconds(validFrom),
    validUntil: wholeSeconds(validUntil),
    credentialSubject: {
      id: badgeAddress(origin, holder.handle),
      type: ['AchievementSubject'],
      identifier: identitiesOf(origin, holder),
      achievement: {
        id: achievement.id,
        type: ['Achievement'],
        achievementType: 'Badge',
        name: achievement.name,
        description: achievement.description,
        criteria: { narrative: achievement.criteria },
      },
    },
    credentialStatus: statusEntries(origin, status),
    refreshService: { id: refreshUrl, type: '1EdTechCredentialRefresh' },
  };
}

/** The page of a badge, which is also the id of a credential's subject. */
export const badgeAddress = (origin: string, handle: string): string => `${origin}/badges/${handle}`;

/** The statements about the holder, each a plain identity: OB 3.0 gives its subject no name and no site of its own. */
function identitiesOf(origin: string, holder: BadgeStatement['holder']): readonly Identity[] {
  const { handle, displayName, kind, url, provenDomain, parent } = holder;
  const named = [
    ['userName', handle],
    ['name', displayName],
    ['ext:kind', kind],
    ['ext:website', url],
    ...(provenDomain ? [['ext:domain', provenDomain] as const] : []),
    ...(parent ? [['ext:affiliateOf', badgeAddress(origin, parent)] as const] : []),
  ] as const;
  return named.map(([identityType, identityHash]) => ({
    type: 'IdentityObject',
    hashed: false,
    identityHash,
    identityType,
  }));
}
