import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  type BadgeStatement,
  badgeCredential,
  type OpenBadgeCredential,
} from '../../shared/domain/credentials/open-badge.ts';
import type { StatusListCredential } from '../../shared/domain/credentials/status-list.ts';
import { type SigningInput, signingInput, statusListSigningInput } from '../../shared/domain/credentials/vc-jwt.ts';

export const origin = 'https://badges.example';
export const issuedAt = new Date('2026-03-01T12:00:00.700Z');
export const validUntil = new Date('2026-04-01T12:00:00.700Z');

/** The statement of Ada's verified badge. */
export const statement: BadgeStatement = {
  issuer: { id: 'did:web:badges.example', name: 'Example', url: origin },
  origin,
  holder: { handle: 'ada', displayName: 'Ada Lovelace', kind: 'person', url: 'https://ada.example' },
  achievement: {
    id: `${origin}/badges#verified`,
    name: 'Verified',
    description: 'The name, picture and site of this profile were reviewed.',
    criteria: 'An operator of Example reviewed the profile.',
  },
  status: { list: 0, index: 4711 },
  credentialId: `${origin}/badges/ada/credential#1`,
  validFrom: issuedAt,
  validUntil,
  refreshUrl: `${origin}/badges/refresh?handle=ada`,
};

export const credential = (changed: Partial<BadgeStatement> = {}): OpenBadgeCredential =>
  badgeCredential({ ...statement, ...changed });

/** A pair of keys for RS256. */
export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The address at which the key with this id is published. */
export const keyAddress = (id: string): string => `${origin}/badges/keys/${id}`;

const rs256 = (bytes: Uint8Array, key: KeyObject): Uint8Array => sign('sha256', bytes, key);

/** The credential as a JWT, signed as the key service would. */
export const signed = (content: OpenBadgeCredential, key: KeyObject, kid = keyAddress('1')): string =>
  completed(signingInput({ kid }, content), key);

/** The status list as a JWT. */
export const signedList = (list: StatusListCredential, key: KeyObject, kid = keyAddress('1')): string =>
  completed(statusListSigningInput({ kid }, list), key);

const completed = ({ bytes, complete }: SigningInput, key: KeyObject): string => complete(rs256(bytes, key));
