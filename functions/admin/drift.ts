import { ok } from '../../shared/http/answer.ts';
import { pageOf } from '../../shared/http/page.ts';
import type { CorrectionView } from '../../shared/http/views.ts';
import type { Correction } from '../../shared/storage/drift.ts';
import type { AdminDeps, OperatorRoute } from './deps.ts';

/** GET /v1/admin/drift: what reconcile had to correct, with before, after and cause; the latest run's first. */
export const listDrift =
  ({ drift }: AdminDeps): OperatorRoute =>
  async (request) => {
    const { corrections, cursor } = await drift.list(pageOf(request));
    return ok({ data: corrections.map(view), cursor });
  };

const view = ({ differences, ...correction }: Correction): CorrectionView => ({
  ...correction,
  differences: differences.map((each) => ({ ...each })),
});
