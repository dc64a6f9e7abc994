import { hash } from 'node:crypto';
import * as z from 'zod';
import { isUnderWay, type PackOrder, periodProblem } from '../../shared/domain/evidence/pack-order.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { type Answer, accepted, withHeaders } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { idempotencyKeyOf } from '../../shared/http/idempotency-key.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { PacksDeps } from './deps.ts';
import { packView } from './pack-view.ts';

const time = z.iso.datetime({ error: 'must be a time such as 2027-01-31T00:00:00Z' });
/** The period of a new pack; without `to` it ends now. */
export const NewPackBody = z.strictObject({ from: time, to: time.optional() });

/** An order's organization and who places it, the path below which it is read, and its line of the trail. */
type Ordering = {
  readonly organization: string;
  readonly by: PackOrder['by'];
  readonly path: string;
  readonly lineOf: (what: Pick<AuditEntry, 'action' | 'detail'>) => AuditEntry;
};

/**
 * Takes an order and queues it. A request that is sent again finds its order, and queues it again. The answer to the first may have been lost
 * before the queue had it. @throws AppError 400, 409, 422
 */
export async function orderPack(deps: PacksDeps, request: SignedInRequest, ordering: Ordering): Promise<Answer> {
  const order = newOrder(deps, request, ordering);
  const audit = ordering.lineOf({
    action: 'pack.ordered',
    detail: { pack: order.id, from: order.from, to: order.to },
  });
  const key = idempotencyKeyOf(request);
  const once = key === undefined ? undefined : { key, fingerprint: hash('sha256', request.body) };
  const placed = await deps.packOrders.place({ order, audit, once });
  if (placed.is === 'another')
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was sent with another request. Use a new one for each request.',
    );
  const { id, organization } = placed.order;
  if (isUnderWay(placed.order)) await deps.packQueue.send({ organization, id });
  const location = `${ordering.path}/${id}`;
  if (placed.is === 'underWay')
    throw new AppError('conflict', `The pack ${id} is being made. Wait until it is ready, then order the next.`, {
      retryAfterSeconds: 60,
      headers: { location },
    });
  return withHeaders(accepted(packView(placed.order, deps.now())), { location });
}

function newOrder(deps: PacksDeps, request: SignedInRequest, { organization, by }: Ordering): PackOrder {
  const now = deps.now();
  const body = bodyOf(request, NewPackBody);
  const from = new Date(body.from).toISOString();
  const to = body.to === undefined ? now.toISOString() : new Date(body.to).toISOString();
  const problem = periodProblem({ from, to }, now);
  if (problem) throw invalid([problem]);
  const orderedAt = now.toISOString();
  return {
    ...{ id: deps.newId(), organization, from, to, orderedAt, by, touchedAt: orderedAt },
    ...{ status: 'waiting', progress: null, made: null, reason: null },
  };
}
