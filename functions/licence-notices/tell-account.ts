import type { Account } from '../../shared/domain/accounts/account.ts';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { owesAcceptance, startMs } from '../../shared/domain/licences/licence.ts';
import { licenceOccasion } from '../../shared/domain/mail/mails/licence-changes.ts';
import type { NoticePhase } from '../../shared/storage/licences/licence-registry.ts';
import type { LicenceNoticesDeps } from './deps.ts';
import { receiversOf } from './receivers.ts';

/** A version to come, and the notice of it that is due. */
export type DueNotice = { readonly licence: PublishedLicence; readonly phase: NoticePhase };

const dayMs = 86_400_000;

/** Queues a mail for each owner and admin of an account that still has to accept the version; false for any other account. */
export async function tellAccount(
  deps: LicenceNoticesDeps,
  account: Account,
  { licence, phase }: DueNotice,
): Promise<boolean> {
  const { id: accountId, leavingAt } = account;
  if (leavingAt !== undefined) return false;
  if (!owesAcceptance(deps.catalog, licence, await deps.access.acceptancesOf(accountId))) return false;
  const { id, version, title, inForceFrom } = licence;
  const daysLeft = Math.ceil((startMs(licence) - deps.now().getTime()) / dayMs);
  for (const { email, language, personId } of await receiversOf(deps, account)) {
    await deps.mail.send({
      ...{ template: 'licence_changes', id: deps.newId(), accountId, email, language },
      ...{ noticeId: licenceOccasion(licence, phase, personId) },
      ...{ title, url: `/licences/${id}/${version}`, inForceFrom },
      ...(phase !== 'announced' && { daysLeft }),
    });
  }
  return true;
}
