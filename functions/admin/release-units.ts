import * as z from 'zod';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { ReleasedUnitsView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';

/** The period whose units are released. */
export const UnitReleaseBody = z.strictObject({ periodStart: line(80) });

/**
 * POST /v1/admin/accounts/{id}/release-units {periodStart, reason}: gives back what environments that ended without a word had taken of a
 * period and never reported. They may have served some of it, so it is the operator's to decide; noted in the account's trail.
 */
export const releaseUnits =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { periodStart } = bodyOf(request, UnitReleaseBody);
    const { id } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const counters = await deps.counterUpkeep.ofAccount(id);
    const { unusable } = found(
      counters.find((counter) => counter.periodStart === periodStart),
      'A period with this start',
    );
    if (unusable === 0) throw new AppError('conflict', 'This period has no unusable units to release.');
    const audit = operatorLine(deps, request, {
      ...{ accountId: id, action: 'units.released' },
      detail: { periodStart, units: String(unusable) },
    });
    const released = await deps.counterUpkeep.release({ accountId: id, periodStart }, unusable, audit);
    if (!released) throw new AppError('conflict', 'The unusable units changed at the same time. Try again.');
    const view: ReleasedUnitsView = { periodStart, releasedUnits: unusable };
    return ok(view);
  };
