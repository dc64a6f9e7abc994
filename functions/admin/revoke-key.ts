import type { Account } from '../../shared/domain/accounts/account.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { actOccasion } from '../../shared/domain/mail/mails/operator-act.ts';
import { AppError, found } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';

/**
 * POST /v1/admin/accounts/{id}/keys/{key}/revoke {reason}: from the answer on no call is admitted with the key. The reason stands beside the key
 * on the buyer's dashboard and in the trail, and its owner is mailed. The same call again, as after an answer that was lost, answers the same.
 */
export const revokeKeyOf =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const account = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const key = found(await deps.apiKeys.find(account.id, request.params.key ?? ''), 'This key');
    const { reason } = request.operator;
    if (key.revokedAt === null) {
      const detail = { key: key.id, label: key.label };
      const audit = operatorLine(deps, request, { accountId: account.id, action: 'key.revoked', detail });
      if (!(await deps.apiKeys.revoke(key, audit.at, audit, reason))) throw changedMeanwhile();
    } else if (key.revokedBecause !== reason) throw revokedBefore(key.revokedAt);
    await tellOwner(deps, account, { key, reason });
    return noContent();
  };

const changedMeanwhile = () =>
  new AppError(
    'conflict',
    'This key was revoked or rotated at the same time. Reload the organization, then try again.',
  );
const revokedBefore = (at: string) => new AppError('conflict', `This key was revoked on ${at}.`);

type Revoked = { readonly key: ApiKey; readonly reason: string };

async function tellOwner({ mail, newId }: AdminDeps, account: Account, { key, reason }: Revoked): Promise<void> {
  const { id: accountId, email, language, organization } = account;
  if (email === '') return;
  const { id, label, start } = key;
  await mail.send({
    ...{ template: 'operator_act', id: newId(), accountId, noticeId: actOccasion('key_revoked', id), organization },
    ...{ email, language, reason, done: { act: 'key_revoked', label, start } },
  });
}
