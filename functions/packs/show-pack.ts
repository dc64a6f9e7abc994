import { isUnderWay, type PackOrder } from '../../shared/domain/evidence/pack-order.ts';
import { type Answer, ok, withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { Listing, PackView } from '../../shared/http/views.ts';
import type { PacksDeps } from './deps.ts';
import { hasFile, packView } from './pack-view.ts';

/** The orders of the last 30 days, newest first. */
export async function listPacks(deps: PacksDeps, request: SignedInRequest, organization: string): Promise<Answer> {
  knownParameters(request, []);
  const orders = await deps.packOrders.of(organization);
  return ok({ data: orders.map((order) => packView(order, deps.now())) } satisfies Listing<PackView>);
}

const pollSeconds = 10;

/** The order with its progress, or with an address of its file. */
export async function showPack(deps: PacksDeps, request: SignedInRequest, order: PackOrder): Promise<Answer> {
  knownParameters(request, []);
  const now = deps.now();
  if (!hasFile(order, now)) {
    const answer = ok(packView(order, now) satisfies PackView);
    return isUnderWay(order) ? withHeaders(answer, { 'retry-after': String(pollSeconds) }) : answer;
  }
  const days = [order.from, order.to].map((time) => time.slice(0, 10)).join('-');
  const { url } = await deps.packAddresses.address(order.id, `evidence-pack-${days}.zip`);
  return ok(packView(order, now, url) satisfies PackView);
}
