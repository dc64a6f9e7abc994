import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { type Together, togetherWith } from '../../shared/domain/accounts/together.ts';
import { found, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { TogetherListing, TogetherView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** A university's network is shared by thousands, and says nothing of any. */
const maxSharers = 50;
const maxThings = 100;

/**
 * GET /v1/admin/accounts/{id}/together: organizations that share a card, a proven domain, a network or a device with this one, latest
 * first. Three rounds of reads. Nothing is merged or refused because of it. `more`: a thing is shared by over 50, or over 100 things are known.
 */
export const listTogether =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { limit, cursor } = pageRequestOf(request);
    const id = request.params.id ?? '';
    const [account, { all, more }] = await Promise.all([deps.accounts.find(id), everyoneWith(deps, id)]);
    found(account, 'This account');
    const rest = all.slice(cursor === undefined ? 0 : positionAfter(all, cursor));
    const page = rest.slice(0, limit);
    const last = rest.length > limit ? page.at(-1) : undefined;
    const views = await Promise.all(page.map((each) => view(deps, each)));
    const data = views.filter((each) => each !== null);
    return ok({ data, ...(last && { cursor: cursorOf(last) }), more } satisfies TogetherListing);
  };

async function everyoneWith({ sightings, now }: AdminDeps, id: string) {
  const at = now();
  const own = await sightings.of(id, { limit: maxThings, now: at });
  const shared = await Promise.all(
    own.sightings.map(async (each) => {
      const sharers = await sightings.sharersOf(each, { limit: maxSharers + 1, now: at });
      return { own: each, others: sharers.sightings, more: sharers.more };
    }),
  );
  return { all: togetherWith(id, shared), more: own.more || shared.some(({ more }) => more) };
}

async function view({ accounts }: AdminDeps, { accountId, by }: Together): Promise<TogetherView | null> {
  const account = await accounts.find(accountId);
  if (!account || lifeOf(account) === 'left') return null;
  return { organization: { id: accountId, name: account.organization }, by: by.map((each) => ({ ...each })) };
}

const cursorOf = ({ accountId, by }: Together): string => `${by[0]?.lastSeenAt}#${accountId}`;

/** @throws AppError 400 for a cursor that no page had */
function positionAfter(all: readonly Together[], cursor: string): number {
  const [at = '', id = ''] = cursor.split('#');
  if (id === '' || Number.isNaN(Date.parse(at)))
    throw invalid([{ field: 'cursor', message: 'must be the cursor of the previous response' }]);
  const next = all.findIndex(({ accountId, by }) => {
    const lastSeenAt = by[0]?.lastSeenAt ?? '';
    return lastSeenAt < at || (lastSeenAt === at && accountId > id);
  });
  return next === -1 ? all.length : next;
}
