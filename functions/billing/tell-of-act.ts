import type { Account } from '../../shared/domain/accounts/account.ts';
import { actOccasion, type OperatorAct } from '../../shared/domain/mail/mails/operator-act.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';

/** Mails an operator's act to the organization's owner. It may be sent again where an answer was lost: `of` names the act, which is mailed once. */
export async function tellOfAct(
  { mail, newId }: BillingDeps,
  { operator }: OperatorRequest,
  account: Account,
  { done, of }: { readonly done: OperatorAct; readonly of: string },
): Promise<void> {
  const { id: accountId, email, language, organization } = account;
  if (email === '') return;
  await mail.send({
    ...{ template: 'operator_act', id: newId(), accountId, noticeId: actOccasion(done.act, of), organization },
    ...{ email, language, reason: operator.reason, done },
  });
}
