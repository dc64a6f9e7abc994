import { seen } from '../../domain/accounts/together.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { challengeOf, foundIn, type ProofLookup } from '../../domain/badges/challenge.ts';
import { afterDomainCheck, type DomainProof, losesAt, provenDomainOf } from '../../domain/badges/domain-proof.ts';
import { domainOccasion } from '../../domain/mail/mails/domain-proof.ts';
import { type NewSighting, noteSeen } from '../accounts/note-seen.ts';
import type { DomainCheckDeps } from './domain-deps.ts';
import { proofOf } from './domain-proof.ts';
import { expectBadgeChange } from './expect-change.ts';

/** Enough for two servers with two tries each; a request has ten seconds. */
const timeoutMs = 6_000;
const maxRaces = 5;

/**
 * Looks the record up and stores the result: the proof, and the proven domain of the application. Two checks at once are both counted, one
 * after the other. Null where the application has no domain to prove any more, or no longer exists.
 */
export async function checkDomain(deps: DomainCheckDeps, application: BadgeApplication): Promise<DomainProof | null> {
  const claimed = await proofOf(deps, application);
  if (!claimed) return null;
  const challenge = challengeOf(application, claimed.domain);
  const found = foundIn(await deps.resolver.resolve(challenge.name, { timeoutMs }), challenge);
  for (let race = 0; race < maxRaces; race++) {
    const present = await deps.badges.find(application.handle);
    const proof = present?.accountId === application.accountId ? await proofOf(deps, present) : null;
    if (!present || proof?.domain !== claimed.domain) return null;
    const checked = await storeCheck(deps, { application: present, proof, found });
    if (checked) return checked;
  }
  throw new Error(`Lost ${maxRaces} races to keep what is known of ${claimed.domain}`);
}

type Checked = { readonly application: BadgeApplication; readonly proof: DomainProof; readonly found: ProofLookup };

async function storeCheck(deps: DomainCheckDeps, { application, proof, found }: Checked): Promise<DomainProof | null> {
  const at = deps.now().toISOString();
  const loseAfterDays = deps.catalog.settings.badgeReview.domainLostAfterDays;
  const after = afterDomainCheck(proof, { found, at, loseAfterDays });
  const provenDomain = provenDomainOf(after);
  const isNews = provenDomain !== application.provenDomain;
  if (isNews) await expectBadgeChange(deps, application.accountId);
  const audit = {
    id: deps.newId(),
    accountId: application.accountId,
    at,
    action: `domain.${after.state}`,
    actor: 'domain-check' as const,
    detail: { handle: application.handle, domain: after.domain, found },
  };
  const published = isNews ? { application, provenDomain } : null;
  const isWritten = await deps.domainProofs.write(after, {
    told: published,
    audit: after.state === proof.state ? null : audit,
  });
  if (!isWritten) return null;
  await noteSeen(deps, async () => sightingsIn(after));
  await warn(deps, application, after);
  return after;
}

/** The domain, where the record was found: organizations that prove the same domain are shown together. */
const sightingsIn = ({ accountId, state, domain }: DomainProof): readonly NewSighting[] =>
  state === 'proven' ? [{ accountId, seen: seen('domain', domain) }] : [];

/**
 * Sends the warning at every check while the proof fails; the mailer sends it once. So a check that died before sending is made good by the
 * next.
 */
async function warn(deps: DomainCheckDeps, { accountId, email }: BadgeApplication, proof: DomainProof): Promise<void> {
  const { state, failingSince, domain } = proof;
  if ((state !== 'failing' && state !== 'lost') || failingSince === null) return;
  const account = await deps.accounts.find(accountId);
  await deps.mail.send({
    template: 'domain_proof',
    id: deps.newId(),
    accountId,
    noticeId: domainOccasion({ domain, state, failingSince }),
    email,
    language: account?.language ?? 'en',
    domain,
    state,
    losesAt: losesAt(proof, { loseAfterDays: deps.catalog.settings.badgeReview.domainLostAfterDays }),
  });
}
