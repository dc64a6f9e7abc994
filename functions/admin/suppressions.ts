import * as z from 'zod';
import { normalEmail } from '../../shared/domain/accounts/account.ts';
import type { Suppression } from '../../shared/domain/mail/suppression.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { AppError } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { SuppressionView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/suppressions: addresses that are not mailed, latest reported first, each with its account where it has one. */
export const listSuppressions =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { suppressions, cursor } = await deps.suppressions.list(pageRequestOf(request));
    return ok({ data: await Promise.all(suppressions.map((each) => view(deps, each))), cursor });
  };

async function view({ accounts }: AdminDeps, suppression: Suppression): Promise<SuppressionView> {
  const account = await accounts.findByEmail(suppression.address);
  return { ...suppression, accountId: account?.id ?? null, organization: account?.organization ?? null };
}

/** The address to mail again. */
export const AddressReleaseBody = z.strictObject({
  address: z.string({ error: 'must be a blocked address' }).max(254),
});

/**
 * POST /v1/admin/suppressions/release {address, reason}: it is mailed again, until it is reported anew; 204. The address is in no path, since paths are logged. The line about it is in the trail of the
 * address's account, and of the operators where it has none.
 */
export const releaseAddress =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const address = normalEmail(bodyOf(request, AddressReleaseBody).address);
    const account = await deps.accounts.findByEmail(address);
    const audit = operatorLine(deps, request, {
      ...{ accountId: account?.id ?? operators, action: 'mail.released' },
      detail: account ? {} : { address },
    });
    const released = await deps.suppressions.release(address, audit);
    if (!released)
      throw new AppError(
        'not_found',
        'This address is not blocked. GET /v1/admin/suppressions lists the blocked addresses.',
      );
    return noContent();
  };
