import * as z from 'zod';
import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Language } from '../../shared/domain/accounts/account.ts';
import { type Affiliation, affiliationIdOf, ended, invited, seated } from '../../shared/domain/badges/affiliate.ts';
import { withEvent } from '../../shared/domain/badges/badge.ts';
import { atTime } from '../../shared/domain/badges/checks.ts';
import { awaitsOperator } from '../../shared/domain/badges/review.ts';
import { mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import { affiliateOccasion } from '../../shared/domain/mail/mails/affiliate-removed.ts';
import { AppError } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { email } from '../../shared/http/fields.ts';
import { found, knownParameters } from '../../shared/http/page.ts';
import { languageOf } from '../../shared/http/request.ts';
import { type SignedInRequest, signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { AffiliatesView } from '../../shared/http/views.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { type Organization, ownOrganization, statusOf } from '../../shared/services/badges/organization.ts';
import { affiliateView, badgeFrom, seatsView } from '../../shared/services/badges/present-affiliate.ts';
import { storedPicture } from '../../shared/services/badges/stored-picture.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { AffiliatesDeps } from './deps.ts';

const Invitation = z.strictObject({ email });
const Confirmation = z.strictObject({
  version: z.int({ error: 'must be the version of the profile that was looked at' }),
});
const invitationsPerHour = 200;
/** To one mailbox in an hour. */
const mailsByOne = 5;
const mailsByAll = 15;
const readAtOnce = 10;

/** GET /v1/badges/{handle}/affiliates: those whom the organization invited, and its seats. */
export const listAffiliates = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    knownParameters(request, []);
    const own = await ownOrganization(deps, request);
    const all = await deps.affiliates.listOf(vouchingOf(own));
    const data = await mapConcurrent(readAtOnce, all, (each) => affiliateView(deps, each, own));
    const view: AffiliatesView = { data: [...data], seats: seatsView(own) };
    return ok(view);
  });

/** POST /v1/badges/{handle}/affiliates {email}: invites, onto a seat that is paid for and free; the same whoever has an account. */
export const inviteAffiliate = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    const own = await ownOrganization(deps, request);
    const { email: address } = bodyOf(request, Invitation);
    if ((await statusOf(deps, own.application)) !== 'verified')
      throw new AppError('conflict', 'Your own mark is not shown now; whom it stands for can be invited once it is.');
    await refuseMany(deps, own);
    const vouches = { ...vouchingOf(own), email: address };
    const before = await deps.affiliates.find({ ...vouches, id: affiliationIdOf(vouches) });
    const line = affiliationAudit(deps, request, {
      action: 'affiliate.invited',
      affiliation: affiliationIdOf(vouches),
    });
    const next = invited(before, { ...vouches, at: line.at });
    if (before?.state === 'accepted') throw new AppError('conflict', 'They have accepted already.');
    if (next) {
      if (own.free === 0) throw noSeat();
      if (!(await deps.affiliates.put(next, seated(own.seats, next), line))) throw affiliationChanged();
    }
    const affiliation = found(next ?? before, 'This invitation');
    if (await mayMail(deps, own, address)) await tell(deps, own, { email: address, language: languageOf(request) });
    return created(await affiliateView(deps, affiliation, own));
  });

/** DELETE /v1/badges/{handle}/affiliates/{id}: takes an invitation or an affiliate's seat away; what has ended is forgotten. */
export const removeAffiliate = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    const own = await ownOrganization(deps, request);
    const affiliation = await affiliateOf(deps, request, own);
    const line = affiliationAudit(deps, request, { action: 'affiliate.removed', affiliation: affiliation.id });
    const next = ended(affiliation, { how: 'removed', at: line.at });
    if (!next) {
      if (affiliation.decided)
        throw new AppError('conflict', 'The operator has decided against a badge of this person; that is kept.');
      await tellRemoved(deps, own, affiliation);
      await deps.affiliates.forget(affiliation);
      return noContent();
    }
    if (affiliation.accountId !== null) {
      await expectBadgeChange(deps, affiliation.accountId);
      await expectBadgeChange(deps, affiliation.organization);
    }
    if (!(await deps.affiliates.put(next, seated(own.seats, next), line))) throw affiliationChanged();
    await tellRemoved(deps, own, next);
    return noContent();
  });

/** Mails an affiliate whose seat was taken away, once, also where the removal was asked for again because the first answer was lost. */
async function tellRemoved(deps: AffiliatesDeps, { application }: Organization, affiliation: Affiliation) {
  const { accountId, email: address, state } = affiliation;
  if (state !== 'removed' || accountId === null) return;
  const account = await deps.accounts.find(accountId);
  if (!account || account.email === '') return;
  const to = { email: address, language: account.language };
  const once = { id: deps.newId(), accountId, noticeId: affiliateOccasion(affiliation) };
  await deps.mail.send({ template: 'affiliate_removed', ...to, ...once, organization: application.displayName });
}

/** GET /v1/badges/{handle}/affiliates/{id}/picture: that of an affiliate’s profile, also of one that is still to be confirmed. */
export const readAffiliatePicture = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    const affiliation = await affiliateOf(deps, request, await ownOrganization(deps, request));
    const application = affiliation.state === 'accepted' ? await badgeFrom(deps, affiliation) : null;
    return storedPicture(deps, found(application, 'This picture'));
  });

/**
 * POST /v1/badges/{handle}/affiliates/{id}/confirm {version}: the changed profile of an affiliate is still one of the organization's people. One that
 * has changed again since it was looked at is not confirmed unseen.
 */
export const confirmAffiliate = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    const own = await ownOrganization(deps, request);
    const affiliation = await affiliateOf(deps, request, own);
    const { version } = bodyOf(request, Confirmation);
    const application = affiliation.state === 'accepted' ? await badgeFrom(deps, affiliation) : null;
    if (application?.state !== 'in_review') throw new AppError('conflict', 'There is no changed profile to confirm.');
    if (application.version !== version) throw affiliationChanged();
    if (awaitsOperator(application))
      throw new AppError('conflict', 'The operator has asked about this profile or refused it, and decides on it.');
    if (atTime(application, deps.now()).checks.some(({ outcome }) => outcome === 'failed'))
      throw new AppError('conflict', 'A check of this profile fails; its holder reads which.');
    const line = affiliationAudit(deps, request, { action: 'affiliate.confirmed', affiliation: affiliation.id });
    const next = withEvent(
      {
        ...application,
        state: 'approved',
        decidedAt: line.at,
        firstApprovedAt: application.firstApprovedAt ?? line.at,
      },
      { at: line.at, action: 'approved', actor: request.session.email, reason: null },
    );
    await expectBadgeChange(deps, application.accountId);
    if (!(await deps.badges.replace(application, next, line))) throw affiliationChanged();
    return ok(await affiliateView(deps, affiliation, own));
  });

const vouchingOf = ({ application, badge }: Organization) => ({
  organization: application.accountId,
  badge: badge.id,
});

async function affiliateOf(deps: AffiliatesDeps, { params }: SignedInRequest, own: Organization): Promise<Affiliation> {
  return found(await deps.affiliates.find({ ...vouchingOf(own), id: params.id ?? '' }), 'This affiliate');
}

async function refuseMany(deps: AffiliatesDeps, { application }: Organization): Promise<void> {
  const limit = { scope: 'affiliates', subject: application.accountId, limitPerHour: invitationsPerHour };
  const answer = await deps.throttles.pass(limit, deps.now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'Too many invitations were sent. Try again later.', { retryAfterSeconds });
}

/** Invitations of another organization to a mailbox turn no organization away: it invites, and the mail alone is left out. */
async function mayMail(deps: AffiliatesDeps, { application }: Organization, address: string): Promise<boolean> {
  const mailbox = mailboxOf(address);
  const own = { scope: 'affiliate-mail-by', subject: `${mailbox} ${application.accountId}`, limitPerHour: mailsByOne };
  if (!(await deps.throttles.pass(own, deps.now())).passed) return false;
  const all = { scope: 'affiliate-mail', subject: mailbox, limitPerHour: mailsByAll };
  return (await deps.throttles.pass(all, deps.now())).passed;
}

const tell = (
  { mail, origin }: AffiliatesDeps,
  { application }: Organization,
  to: { email: string; language: Language },
) =>
  mail.send({
    template: 'affiliate_invited',
    ...to,
    organization: application.displayName,
    page: `${origin}/badges/${application.handle}`,
  });

export const affiliationAudit = (
  { newId, now }: AffiliatesDeps,
  { session }: SignedInRequest,
  { action, affiliation }: { readonly action: string; readonly affiliation: string },
): AuditEntry => ({
  id: newId(),
  accountId: session.accountId,
  at: now().toISOString(),
  action,
  actor: session.email,
  detail: { affiliation },
});

export const affiliationChanged = () =>
  new AppError('conflict', 'Somebody changed this at the same time. Look at it again, then repeat.');

export const noSeat = () =>
  new AppError('conflict', 'Every seat that is paid for is taken or promised. Buy more, or take an invitation back.');
