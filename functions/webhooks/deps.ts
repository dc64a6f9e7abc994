import type { Cached } from '../../shared/cached.ts';
import type { Published } from '../../shared/domain/keys/hash.ts';
import { operators, type Webhook } from '../../shared/domain/webhooks/webhook.ts';
import { found } from '../../shared/errors.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { OperatorRequest, OperatorRoute, SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { WebhookQueue } from '../../shared/queues.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { Audit, AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { Deliveries } from '../../shared/storage/webhooks/deliveries.ts';
import type { Webhooks } from '../../shared/storage/webhooks/webhooks.ts';

/** Dependencies of the webhooks function. */
export type WebhooksDeps = HttpDeps &
  OperatorDeps & {
    readonly webhooks: Webhooks;
    readonly deliveries: Deliveries;
    readonly webhookEvents: WebhookQueue;
    readonly audit: Pick<Audit, 'append'>;
    readonly throttles: Pick<Throttles, 'pass'>;
    /** The keys that encrypt signing secrets. */
    readonly webhookKeys: Pick<Cached<Published>, 'current'>;
    /** The problem with an address, and with the host that its name resolves to; null for none. */
    readonly targetProblem: (url: string) => Promise<string | null>;
    readonly randomBytes: (count: number) => Uint8Array;
    readonly newId: () => string;
  };

/** A request, and whose webhooks it is about: those of its account, or the operators' own. */
export type OwnedRequest = SignedInRequest & Partial<Pick<OperatorRequest, 'operator'>> & { readonly owner: string };
/** A route for the webhooks of one owner: an account or the operators. */
export type OwnedRoute = (request: OwnedRequest) => Promise<Answer>;

/** The route for the signed-in account's webhooks. */
export const ofAccount =
  (route: OwnedRoute): SignedInRoute =>
  (request) =>
    route({ ...request, owner: request.session.accountId });

/** The route for the operators' webhooks. */
export const ofOperators =
  (route: OwnedRoute): OperatorRoute =>
  (request) =>
    route({ ...request, owner: operators });

/** Longer than any id of an organization. DynamoDB refuses keys of over 2,048 bytes. */
const maxIdCharacters = 200;

/** The route for operators who read the webhooks of `organization`, or without it their own. */
export const ofAnybody =
  (route: OwnedRoute): OperatorRoute =>
  (request) => {
    const query = new URLSearchParams(request.query);
    const owner = query.get('organization') ?? operators;
    if (owner.length > maxIdCharacters) found(null, 'This organization');
    query.delete('organization');
    return route({ ...request, query, owner });
  };

/** The webhook that the address names. @throws AppError 404 where it is not there, or not the owner's */
export const webhookOf = async ({ webhooks }: WebhooksDeps, { owner, params }: OwnedRequest): Promise<Webhook> =>
  found(await webhooks.find(owner, params.id ?? ''), 'This webhook');

/** A line of the owner's trail about what this request does. */
export function webhookAudit(
  deps: WebhooksDeps,
  { owner, session, operator }: OwnedRequest,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry {
  if (operator) return operatorLine(deps, { operator, session }, { accountId: owner, ...what });
  return personLine(deps, session, what);
}
