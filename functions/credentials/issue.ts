import { createHash } from 'node:crypto';
import { entryNameOf, type GivenEntry, isFor, vouchedOf } from '../../shared/domain/badges/given-entry.ts';
import type { ShownApplication } from '../../shared/domain/badges/shown.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { badgeOf } from '../../shared/domain/catalog/look-up.ts';
import { issuerDid, keyAddress } from '../../shared/domain/credentials/issuer.ts';
import { stateAt } from '../../shared/domain/credentials/list-state.ts';
import { badgeCredential, longestValidityMs } from '../../shared/domain/credentials/open-badge.ts';
import { signingInput } from '../../shared/domain/credentials/vc-jwt.ts';
import type { CredentialsDeps } from './deps.ts';
import { presentKid } from './present-kid.ts';

/** The same badge has the same credential for so long, unless something in it changes: one signature a process. */
const issuedEveryMs = 60 * 60_000;

/** `until`: when what was paid for ends; null where no time ends it. */
type Verified = { readonly application: ShownApplication; readonly until: string | null };

/** The credential of a badge that is verified now, as a JWT. Gives the badge an entry in the status lists where it has none. */
export async function issueCredential(deps: CredentialsDeps, verified: Verified): Promise<string> {
  const { catalog, origin, signer } = deps;
  const { application } = verified;
  const { list, index } = await entryOf(deps, application);
  const validity = validityOf(verified, deps.now());
  const achievement = achievementOf(deps, application);
  const holder = vouchedOf(application);
  const kid = keyAddress(origin, await presentKid(signer));
  const credential = badgeCredential({
    issuer: { id: issuerDid(origin), name: textIn(catalog.name, 'en'), url: origin },
    origin,
    holder,
    achievement,
    status: { list, index },
    credentialId: uuidOf([origin, kid, holder, achievement, list, index, validity]),
    ...validity,
    refreshUrl: refreshAddress(origin, application),
  });
  const { bytes, complete } = signingInput({ kid }, credential);
  return complete((await signer.sign(bytes)).signature);
}

/** The badge's current entry in the status lists. A badge that was approved again needs a new entry, since the old one is revoked. */
async function entryOf({ statusLists, unguessable, now }: CredentialsDeps, application: ShownApplication) {
  const { accountId } = application;
  const fitting = (await statusLists.entriesOf(accountId)).filter((entry) => isFor(entry, application));
  for (const entry of fitting) if (!(await isRevoked(statusLists, entry))) return entry;
  return statusLists.give(accountId, entryNameOf(application), { random: unguessable, at: now().toISOString() });
}

async function isRevoked(statusLists: CredentialsDeps['statusLists'], { list, index }: GivenEntry): Promise<boolean> {
  const lists = await statusLists.read(list);
  return lists === null || stateAt(lists, index).revoked;
}

/** From its approval or the hour's start; for 35 days, and never past what is paid for. */
function validityOf(
  { application, until }: Verified,
  now: Date,
): { readonly validFrom: Date; readonly validUntil: Date } {
  const hourMs = Math.floor(now.getTime() / issuedEveryMs) * issuedEveryMs;
  const fromMs = Math.max(hourMs, Date.parse(application.decidedAt ?? application.appliedAt));
  const untilMs = until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
  return { validFrom: new Date(fromMs), validUntil: new Date(Math.min(fromMs + longestValidityMs, untilMs)) };
}

function achievementOf({ catalog, origin }: CredentialsDeps, { badge: id }: ShownApplication) {
  const { name = id, description = id } = badgeOf(catalog, id) ?? {};
  return {
    id: `${origin}/badges#${id}`,
    name: textIn(name, 'en'),
    description: textIn(description, 'en'),
    criteria: criteriaOf(textIn(catalog.name, 'en')),
  };
}

const criteriaOf = (issuer: string): string =>
  `${issuer} reviewed the holder's name, handle and picture as they are stated here and approved them, and the badge's subscription is in force. It ends with either.`;

/** Where a newer credential of the same application is read; whoever has its handle after it gets none there. */
const refreshAddress = (origin: string, application: ShownApplication): string =>
  `${origin}/badges/refresh?handle=${application.handle}&application=${applicationName(application)}`;

/** Names an application, and tells nothing about its account. */
export const applicationName = ({ accountId, badge, appliedAt }: ShownApplication): string =>
  digestOf([accountId, badge, appliedAt]).toString('base64url').slice(0, 22);

/** The same content has the same id: a UUID of version 8, whose bits are ours to choose (RFC 9562, section 5.8). */
function uuidOf(content: unknown): string {
  const bytes = digestOf(content).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

const digestOf = (content: unknown): Buffer => createHash('sha256').update(JSON.stringify(content)).digest();
