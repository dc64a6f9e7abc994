import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { found } from '../../shared/http/page.ts';
import { expectBadgeChange } from '../badges/expect-change.ts';
import type { AdminDeps, OperatorRoute } from './deps.ts';

const Reason = z.strictObject({ reason: line(500) });

/**
 * POST /v1/admin/accounts/{id}/suspend {reason}: within 2 s of the answer every call of its keys is refused with `suspended`. What it pays
 * for goes on, and so do its sessions. The reason is in the account's trail, where its owner reads it.
 */
export const suspendAccount = (deps: AdminDeps): OperatorRoute => decide(deps, 'suspend');

/** POST /v1/admin/accounts/{id}/restore {reason}: its keys may what they might before. */
export const restoreAccount = (deps: AdminDeps): OperatorRoute => decide(deps, 'restore');

const actions = { suspend: 'account.suspended', restore: 'account.restored' } as const;
const already = { suspend: 'This account is suspended already.', restore: 'This account is not suspended.' } as const;

function decide(deps: AdminDeps, decision: 'suspend' | 'restore'): OperatorRoute {
  return async (request) => {
    const { reason } = bodyOf(request, Reason);
    const { id: accountId } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const audit = {
      id: deps.newId(),
      accountId,
      at: deps.now().toISOString(),
      action: actions[decision],
      actor: request.session.email,
      detail: { reason },
    };
    await expectBadgeChange(deps, accountId);
    if (!(await deps.access[decision](accountId, audit))) throw new AppError('conflict', already[decision]);
    return noContent();
  };
}
