import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { acceptanceOf, startMs, versionsOf } from '../../shared/domain/licences/licence.ts';
import { licenceOccasion } from '../../shared/domain/mail/mails/licence-changes.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';
import type { MailQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';
import type { LicenceRegistry, NoticePhase } from '../../shared/storage/licences/licence-registry.ts';

/** Dependencies of the licence notices. */
export type LicenceNoticesDeps = {
  readonly catalog: Catalog;
  readonly registry: LicenceRegistry;
  readonly accounts: Pick<Accounts, 'list'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** How many notices a run noted, and how many it sent. */
export type LicenceNoticesReport = { readonly noted: number; readonly told: number };

/** A deployment that is rolled back has been so by then: what it served for less long may go again. */
const settledMs = 3_600_000;
/** Before a version's day, who has not accepted it is reminded. */
const reminderMs = 3 * 86_400_000;
const pageSize = 100;
const maxAtOnce = 10;
const spareMs = 60_000;

/**
 * Every hour: notes which versions are deployed, and mails buyers who accepted an earlier version of one to come. It mails them when the
 * version is noted, and three days before its day. Each walk over accounts goes on where it was interrupted; the mailer mails each account
 * once a walk.
 */
export const licenceNotices = (deps: LicenceNoticesDeps) =>
  jobFunction(deps, async ({ getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }: JobContext) => {
    const report = { noted: await noteDeployed(deps), told: 0 };
    const goOn = () => getRemainingTimeInMillis() > spareMs;
    for (const { licence, phase } of await dueTellings(deps)) report.told += await tell(deps, { licence, phase, goOn });
    return report;
  });

async function noteDeployed({ catalog, registry, now }: LicenceNoticesDeps): Promise<number> {
  let noted = 0;
  for (const { id, version, sha256, termsSha256, inForceFrom } of catalog.publishedLicences) {
    const licence = { id, version, sha256, ...(termsSha256 && { termsSha256 }), inForceFrom };
    const since = await registry.seen(licence, now());
    if (now().getTime() - Date.parse(since) < settledMs) continue;
    if (await registry.note(licence)) noted += 1;
  }
  return noted;
}

type Due = { readonly licence: PublishedLicence; readonly phase: NoticePhase };

/** Only of versions to come, and not of a licence's first one, which stands before keys from the start. */
async function dueTellings({ catalog, registry, now }: LicenceNoticesDeps): Promise<Due[]> {
  const nowMs = now().getTime();
  const deployed = await registry.deployed();
  const isDeployed = ({ id, version }: PublishedLicence) =>
    deployed.some((each) => each.id === id && each.version === version);
  return catalog.publishedLicences
    .filter((licence) => startMs(licence) > nowMs && isDeployed(licence))
    .filter((licence) => versionsOf(catalog, licence.id)[0] !== licence)
    .map((licence) => ({ licence, phase: startMs(licence) - nowMs > reminderMs ? 'announced' : 'reminded' }));
}

/** Answers how many accounts it queued a mail for. */
async function tell(deps: LicenceNoticesDeps, { licence, phase, goOn }: Due & { readonly goOn: () => boolean }) {
  const of = { ...licence, phase };
  let told = 0;
  for (let walk = await deps.registry.telling(of); !walk.finished && goOn(); ) {
    const { accounts, cursor } = await deps.accounts.list({ limit: pageSize, cursor: walk.cursor });
    const sent = await mapConcurrent(maxAtOnce, accounts, (account) => tellAccount(deps, account, { licence, phase }));
    told += sent.filter(Boolean).length;
    walk = { cursor, finished: cursor === undefined };
    await deps.registry.setTelling(of, walk);
  }
  return told;
}

async function tellAccount(deps: LicenceNoticesDeps, account: Account, { licence, phase }: Due): Promise<boolean> {
  const { id: accountId, email, language, leavingAt } = account;
  if (leavingAt !== undefined) return false;
  const { acceptances } = await deps.access.read(accountId);
  const isTheirs = acceptances.some(({ licenceId }) => licenceId === licence.id);
  if (!isTheirs || acceptanceOf(licence, acceptances)) return false;
  const { id, version, title, inForceFrom } = licence;
  await deps.mail.send({
    ...{ template: 'licence_changes', id: deps.newId(), accountId, email, language },
    ...{ noticeId: licenceOccasion(licence, phase) },
    ...{ title, url: `/licences/${id}/${version}`, inForceFrom },
  });
  return true;
}
