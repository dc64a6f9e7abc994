import { budgets } from '../../shared/domain/access/budgets.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { spendAnonymously } from '../../shared/services/budgets/budgets.ts';
import type { AccountsDeps } from './deps.ts';

/** A link that is not good counts for the client that tried it; a good one never does, whatever strangers on the network tried. */
export async function refusedLink(deps: AccountsDeps, request: ApiRequest): Promise<AppError> {
  await spendAnonymously(deps, request, { budget: budgets.links });
  return linkInvalid();
}

/** A 401 that says nothing of why a link is not good. */
export const linkInvalid = () =>
  new AppError(
    'link_invalid',
    'This link was used, has expired or is incomplete. Request a new one on the sign-in page.',
  );
