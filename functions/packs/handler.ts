import type { PackOrder } from '../../shared/domain/evidence/pack-order.ts';
import { found } from '../../shared/errors.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { PacksDeps } from './deps.ts';
import { orderPack } from './order-pack.ts';
import { hasFile } from './pack-view.ts';
import { packsRoutes } from './routes.ts';
import { listPacks, showPack } from './show-pack.ts';

/** Orders of evidence packs: each organization's own, and below `/v1/admin` the operators' for any organization, also one that was deleted. */
export const packs = (deps: PacksDeps) =>
  httpFunction(deps, packsRoutes, {
    'GET /v1/packs': (request) => listPacks(deps, request, request.session.accountId),
    'POST /v1/packs': (request) =>
      orderPack(deps, request, {
        ...{ organization: request.session.accountId, by: 'organization', path: '/v1/packs' },
        lineOf: (what) => personLine(deps, request.session, what),
      }),
    'GET /v1/packs/{id}': async (request) => {
      const order = await ordered(deps, request.session.accountId, request.params.id);
      return showPack(deps, request, order);
    },
    'GET /v1/admin/accounts/{id}/packs': async (request) =>
      listPacks(deps, request, await organizationIn(deps, request)),
    'POST /v1/admin/accounts/{id}/packs': async (request) => {
      const organization = await organizationIn(deps, request);
      return orderPack(deps, request, {
        ...{ organization, by: 'operator', path: `/v1/admin/accounts/${organization}/packs` },
        lineOf: (what) => operatorLine(deps, request, { accountId: organization, ...what }),
      });
    },
    'GET /v1/admin/accounts/{id}/packs/{pack}': async (request) => {
      const order = await ordered(deps, await organizationIn(deps, request), request.params.pack);
      const what = { accountId: order.organization, action: 'pack.fetched', detail: { pack: order.id } };
      if (hasFile(order, deps.now())) await deps.audit.append(operatorLine(deps, request, what));
      return showPack(deps, request, order);
    },
  });

const organizationIn = async ({ accounts }: PacksDeps, { params }: OperatorRequest): Promise<string> =>
  found(await accounts.find(params.id ?? ''), 'This account').id;

const ordered = async ({ packOrders }: PacksDeps, organization: string, id = ''): Promise<PackOrder> =>
  found(await packOrders.find(organization, id), 'This pack');
