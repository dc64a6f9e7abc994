import type { Account } from '../../shared/domain/accounts/account.ts';
import { holdOccasion } from '../../shared/domain/mail/mails/legal-hold.ts';
import { AppError, found } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';

/**
 * POST /v1/admin/accounts/{id}/hold {reason}: nothing of the organization's evidence is erased until the release, whoever asks. A deleted
 * organization may be held too. The hold is a fact of the ledger, and its owner is mailed the reason.
 */
export const holdEvidence = (deps: AdminDeps): OperatorRoute => decide(deps, 'hold');

/** POST /v1/admin/accounts/{id}/release {reason}: evidence is kept for its usual time again, and erasures that waited go on by themselves. */
export const releaseEvidence = (deps: AdminDeps): OperatorRoute => decide(deps, 'release');

const actions = { hold: 'account.held', release: 'account.released' } as const;
const already = {
  hold: 'This organization is already under a legal hold.',
  release: 'This organization is not under a legal hold.',
} as const;

/** Mail and message go out again where the answer of an earlier try was lost. The mail is sent once, and the message finds its work done. */
function decide(deps: AdminDeps, decision: 'hold' | 'release'): OperatorRoute {
  return async (request) => {
    bodyOf(request, nothingElse);
    const account = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const { id: accountId } = account;
    const audit = operatorLine(deps, request, { accountId, action: actions[decision], detail: {} });
    const isDone =
      decision === 'hold'
        ? await deps.holds.place(accountId, `ho_${deps.newId()}`, audit)
        : await deps.holds.release(accountId, audit);
    await deps.leaving.send({ evidenceOf: accountId });
    await tellOwner(deps, account);
    if (!isDone) throw new AppError('conflict', already[decision]);
    return noContent();
  };
}

async function tellOwner({ holds, mail, newId }: AdminDeps, account: Account): Promise<void> {
  const { id: accountId, email, language, organization } = account;
  const last = await holds.last(accountId);
  if (!last || email === '') return;
  const state = last.released ? 'released' : 'held';
  const { reason } = last.released ?? last.hold;
  const noticeId = holdOccasion({ state, hold: last.hold.id });
  const letter = { template: 'legal_hold', id: newId(), accountId, noticeId, organization } as const;
  await mail.send({ ...letter, email, language, state, reason });
}
