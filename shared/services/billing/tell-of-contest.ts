import { lifeOf } from '../../domain/accounts/account.ts';
import type { Contest } from '../../domain/evidence/contest.ts';
import { statementId } from '../../domain/evidence/statement.ts';
import { contestDecidedOccasion } from '../../domain/mail/mails/contest-decided.ts';
import { eventIdOf } from '../../domain/webhooks/event.ts';
import type { MailQueue, WebhookQueue } from '../../queues.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';

type TellDeps = {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly mail: MailQueue;
  readonly webhookEvents: WebhookQueue;
  readonly newId: () => string;
};

/** Mails the decision and queues its event, each once however often this runs. */
export async function tellOfContest(deps: TellDeps, contest: Contest): Promise<void> {
  const { id, organization: accountId, day, decided } = contest;
  const account = await deps.accounts.find(accountId);
  if (!decided || !account || lifeOf(account) !== 'active') return;
  const { decision, reason, at } = decided;
  const { email, language } = account;
  const credit = decided.credit && { amountMinor: decided.credit.amountMinor, currency: decided.credit.currency };
  const noticeId = contestDecidedOccasion(id);
  const once = { id: deps.newId(), accountId, noticeId };
  await deps.mail.send({
    ...{ template: 'contest_decided', ...once, email, language, decision, day, reason },
    ...(credit && { credit }),
  });
  const data = { contest: id, statement: statementId(day), day, decision, reason, credit };
  const event = { id: eventIdOf(accountId, noticeId), type: 'contest.decided', accountId, at, data } as const;
  await deps.webhookEvents.send({ event });
}
