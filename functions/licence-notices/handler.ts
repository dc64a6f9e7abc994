import { mapConcurrent } from '../../shared/concurrency.ts';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { startMs, versionsOf } from '../../shared/domain/licences/licence.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { NoticePhase } from '../../shared/storage/licences/licence-registry.ts';
import type { LicenceNoticesDeps } from './deps.ts';
import { type DueNotice, tellAccount } from './tell-account.ts';

/** How many notices a run noted, and how many it sent. */
export type LicenceNoticesReport = { readonly noted: number; readonly told: number };

/** A deployment that is rolled back has been so by then: what it served for less long may go again. */
const settledMs = 3_600_000;
const dayMs = 86_400_000;
/** Days before a version's day on which those who have not accepted it are reminded, the last one first. */
const reminders = [
  [1, '1-day'],
  [3, '3-days'],
  [14, '14-days'],
] as const;
const pageSize = 100;
const maxAtOnce = 10;
const spareMs = 60_000;

/**
 * Every hour: notes which versions are deployed, and mails buyers who accepted an earlier version of one to come. It mails them when the
 * version is noted, and 14, 3 and 1 days before its day, until they accept. Each walk over accounts goes on where it was interrupted; the
 * mailer mails each owner and admin once a walk.
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

/** Only of versions to come, and not of a licence's first one, which stands before keys from the start. */
async function dueTellings({ catalog, registry, now }: LicenceNoticesDeps): Promise<DueNotice[]> {
  const nowMs = now().getTime();
  const deployed = await registry.deployed();
  const isDeployed = ({ id, version }: PublishedLicence) =>
    deployed.some((each) => each.id === id && each.version === version);
  return catalog.publishedLicences
    .filter((licence) => startMs(licence) > nowMs && isDeployed(licence))
    .filter((licence) => versionsOf(catalog, licence.id)[0] !== licence)
    .map((licence) => ({ licence, phase: phaseAt(startMs(licence) - nowMs) }));
}

const phaseAt = (leftMs: number): NoticePhase => reminders.find(([days]) => leftMs <= days * dayMs)?.[1] ?? 'announced';

/** Answers how many accounts it queued a mail for. */
async function tell(deps: LicenceNoticesDeps, { licence, phase, goOn }: DueNotice & { readonly goOn: () => boolean }) {
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
