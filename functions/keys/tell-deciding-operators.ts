import { operatorRoleOf } from '../../shared/domain/accounts/operator.ts';
import type { Contest } from '../../shared/domain/evidence/contest.ts';
import { contestOccasion } from '../../shared/domain/mail/mails/statement-contested.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import type { KeysDeps } from './deps.ts';

/** Mails every operator who decides on credit, each once a contest. */
export async function tellDecidingOperators(deps: KeysDeps, { id, organization, day, reason }: Contest): Promise<void> {
  const { words } = await deps.operatorWords.read();
  const account = await deps.accounts.find(organization);
  for (const { email } of deps.catalog.operators) {
    const role = operatorRoleOf(deps.catalog.operators, words, email);
    if (role !== 'owner' && role !== 'finance') continue;
    await deps.mail.send({
      ...{ template: 'statement_contested', id: deps.newId(), accountId: operators, email, language: 'en' },
      noticeId: contestOccasion(organization, id, email),
      ...{ organization: account?.organization ?? '', day, reason },
    });
  }
}
