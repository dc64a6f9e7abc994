import type { Account } from '../../shared/domain/accounts/account.ts';
import { suspensionOccasion } from '../../shared/domain/mail/mails/account-suspension.ts';
import { AppError, found } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import type { AdminDeps } from './deps.ts';

/**
 * POST /v1/admin/accounts/{id}/suspend {reason}: within 2 s of the answer every call of its keys is refused with `suspended`. Its subscriptions
 * and its sessions go on. The reason is in the account's trail and on its dashboard, and its owner is mailed.
 */
export const suspendAccount = (deps: AdminDeps): OperatorRoute => decide(deps, 'suspend');

/** POST /v1/admin/accounts/{id}/restore {reason}: its keys may what they might before. */
export const restoreAccount = (deps: AdminDeps): OperatorRoute => decide(deps, 'restore');

const actions = { suspend: 'account.suspended', restore: 'account.restored' } as const;
const already = { suspend: 'This account is already suspended.', restore: 'This account is not suspended.' } as const;

function decide(deps: AdminDeps, decision: 'suspend' | 'restore'): OperatorRoute {
  return async (request) => {
    bodyOf(request, nothingElse);
    const account = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const { id: accountId } = account;
    const audit = operatorLine(deps, request, { accountId, action: actions[decision], detail: {} });
    await expectBadgeChange(deps, accountId);
    const isDone = await deps.access[decision](accountId, audit);
    await tellOwner(deps, account);
    if (!isDone) throw new AppError('conflict', already[decision]);
    return noContent();
  };
}

/** Mails the decision that stands. A decision that is asked for again, as after an answer that was lost, is mailed once all the same. */
async function tellOwner(
  { access, mail, newId }: AdminDeps,
  { id: accountId, email, language }: Account,
): Promise<void> {
  const standing = await access.lastSuspension(accountId);
  if (!standing || email === '') return;
  const { suspended, reason, at } = standing;
  const state = suspended ? 'suspended' : 'restored';
  const noticeId = suspensionOccasion({ state, at });
  await mail.send({ template: 'account_suspension', id: newId(), accountId, noticeId, email, language, state, reason });
}
