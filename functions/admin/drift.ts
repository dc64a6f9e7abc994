import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { CorrectionView } from '../../shared/http/views.ts';
import type { Correction } from '../../shared/storage/billing/drift.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/drift: what reconcile had to correct, with before, after and cause; the latest run's first. */
export const listDrift =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { corrections, cursor } = await deps.drift.list(pageRequestOf(request));
    return ok({ data: await Promise.all(corrections.map((correction) => view(deps, correction))), cursor });
  };

async function view({ accounts }: AdminDeps, { differences, ...correction }: Correction): Promise<CorrectionView> {
  const account = correction.accountId === null ? null : await accounts.find(correction.accountId);
  return {
    ...correction,
    organization: account?.organization || null,
    differences: differences.map((each) => ({ ...each })),
  };
}
