import * as z from 'zod';
import { badgeAddress } from '../../domain/credentials/open-badge.ts';
import { type StatusPurpose, statusListAddress, statusPurposes } from '../../domain/credentials/status-list.ts';

const Status = z.object({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.enum(statusPurposes),
  statusListIndex: z.string().regex(/^(0|[1-9]\d{0,8})$/),
  statusListCredential: z.string(),
});

/** The claims of a badge's JWT that are checked; it may have more. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  jti: z.string(),
  nbf: z.int(),
  exp: z.int(),
  id: z.string(),
  type: z.array(z.string()),
  issuer: z.object({ id: z.string() }),
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  credentialSubject: z.object({
    id: z.string(),
    identifier: z.array(z.object({ identityType: z.string(), identityHash: z.string() })),
  }),
  credentialStatus: z.tuple([Status, Status]),
});

/** A badge's JWT, read from its payload. `list` and `index` are the same in both status lists. */
export type BadgeClaims = {
  readonly issuer: string;
  readonly handle: string;
  readonly displayName: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly list: number;
  readonly index: number;
};

/**
 * The claims of a badge as this deployment issues them, or the fault of the payload. A fault is a claim that contradicts the credential, or
 * status lists of another site.
 */
export function badgeClaims(payload: unknown, origin: string): BadgeClaims | { readonly fault: string } {
  const read = Claims.safeParse(payload);
  if (!read.success)
    return { fault: `This is not an Open Badges 3.0 credential: ${read.error.issues[0]?.path.join('.')}.` };
  const claims = read.data;
  const names = namesOf(claims);
  if (!claims.type.includes('OpenBadgeCredential'))
    return { fault: 'This is not an Open Badges 3.0 credential: type.' };
  if (claims.credentialSubject.id !== badgeAddress(origin, names.handle))
    return { fault: 'Its subject is not a badge of this site.' };
  const contradicted = contradictionOf(claims);
  if (contradicted !== null) return { fault: `Its claim ${contradicted} contradicts the credential.` };
  const position = positionOf(claims, origin);
  if (position === null) return { fault: 'Its status is not in a list of this site.' };
  const { validFrom, validUntil, issuer } = claims;
  return { ...names, ...position, issuer: issuer.id, validFrom: new Date(validFrom), validUntil: new Date(validUntil) };
}

type ReadClaims = z.infer<typeof Claims>;

function namesOf({ credentialSubject }: ReadClaims): Pick<BadgeClaims, 'handle' | 'displayName'> {
  const named = (type: string) =>
    credentialSubject.identifier.find(({ identityType }) => identityType === type)?.identityHash ?? '';
  return { handle: named('userName'), displayName: named('name') };
}

/** OB 3.0, section 8.2.5.1: each claim says what the credential says. */
function contradictionOf(claims: ReadClaims): string | null {
  const { iss, sub, jti, nbf, exp, issuer, id, credentialSubject, validFrom, validUntil } = claims;
  if (iss !== issuer.id) return 'iss';
  if (sub !== credentialSubject.id) return 'sub';
  if (jti !== id) return 'jti';
  if (nbf * 1000 !== Date.parse(validFrom)) return 'nbf';
  return exp * 1000 === Date.parse(validUntil) ? null : 'exp';
}

function positionOf({ credentialStatus }: ReadClaims, origin: string): Pick<BadgeClaims, 'list' | 'index'> | null {
  const positions = statusPurposes.map((purpose) => {
    const entry = credentialStatus.find(({ statusPurpose }) => statusPurpose === purpose);
    return entry ? placeOf(entry, { purpose, origin }) : null;
  });
  const [first, second] = positions;
  return first && second && first.list === second.list && first.index === second.index ? first : null;
}

function placeOf(
  { statusListCredential, statusListIndex }: z.infer<typeof Status>,
  { purpose, origin }: { readonly purpose: StatusPurpose; readonly origin: string },
): Pick<BadgeClaims, 'list' | 'index'> | null {
  const list = Number(/\/(0|[1-9]\d{0,8})$/.exec(statusListCredential)?.[1] ?? Number.NaN);
  if (statusListCredential !== statusListAddress(origin, purpose, list)) return null;
  return { list, index: Number(statusListIndex) };
}
