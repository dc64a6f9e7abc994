import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { asBegun, asMade } from '../../shared/domain/badges/settlement.ts';
import type { PlannedSettlement } from '../../shared/storage/badges/badge-settlements.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { BadgeSettlementDeps } from './deps.ts';
import { refundAll } from './refund-all.ts';
import { isHere } from './tell-refund.ts';

const maxRaces = 10;
const dayMs = 86_400_000;
/** A refund can fail up to 30 days after it was made. https://docs.stripe.com/refunds#failed-refunds */
const watchedDays = 30;
/** How often a refund that was made is looked at meanwhile. */
const lookDays = 7;

/** `waiting`: a refund is not through yet. `failed`: it came back or was refused, and is tried again in a day. */
export type Settled = 'refunded' | 'ended' | 'waiting' | 'failed';

/**
 * Makes one settlement. It is begun first, together with the application: from then on no appeal takes it back, and nothing was done at
 * Stripe before. All that follows can be done again: ending ends once, a refund bears the subscription's key, a mail is sent once.
 * Null where it was taken back, made by another run, or a refund that was made stands.
 */
export async function settle(deps: BadgeSettlementDeps, id: string): Promise<Settled | null> {
  const planned = await begun(deps, id);
  if (!planned) return null;
  const state = await settledAtStripe(deps, planned);
  if (state === 'waits' || state === 'failed') return unsettled(deps, planned, state);
  if (planned.state === 'watched') return watched(deps, planned);
  await finish(deps, planned, state === 'made');
  return planned.what === 'refund' ? 'refunded' : 'ended';
}

async function settledAtStripe(deps: BadgeSettlementDeps, planned: PlannedSettlement) {
  const { what, subscriptions, late = [] } = planned;
  const notRenewed = what === 'end' ? subscriptions : [];
  for (const each of notRenewed) await deps.stripe.cancelAtPeriodEnd(each, true);
  return refundAll(deps, planned, what === 'end' ? late : [...subscriptions, ...late]);
}

/** The settlement, once it is begun; one that was made is only looked at. */
async function begun(deps: BadgeSettlementDeps, id: string): Promise<PlannedSettlement | null> {
  for (let race = 0; race < maxRaces; race++) {
    const found = await deps.badgeSettlements.find(id);
    if (!found || found.at > deps.now().toISOString()) return null;
    if (found.state !== 'due') return found;
    const application = await applicationOf(deps, found);
    const planned = { ...found, ...plannedIn(application), until: inDays(deps, watchedDays) };
    if (await deps.badgeSettlements.begin(planned, application && asBegun(application)))
      return { ...planned, state: 'begun' };
  }
  throw lost(id);
}

/** The settlement as its application plans it by now. */
function plannedIn(application: BadgeApplication | null) {
  if (!application?.settlement) return {};
  const { state: _, ...settlement } = application.settlement;
  return settlement;
}

/** Looks again in a day. A refund that still fails when its time is over is left to the operator, as the trail says. */
async function unsettled(
  deps: BadgeSettlementDeps,
  planned: PlannedSettlement,
  state: 'waits' | 'failed',
): Promise<Settled> {
  const isOver = state === 'failed' && (planned.until ?? '') <= deps.now().toISOString();
  if (isOver) await deps.badgeSettlements.close(planned, await lineOf(deps, planned, 'badge.refund_failed'));
  else await deps.badgeSettlements.postpone({ ...(await nameless(deps, planned)), at: inDays(deps, 1) });
  return state === 'waits' ? 'waiting' : 'failed';
}

/** Without the name of a holder who has gone meanwhile. */
async function nameless({ accounts }: BadgeSettlementDeps, planned: PlannedSettlement): Promise<PlannedSettlement> {
  return isHere(await accounts.find(planned.accountId)) ? planned : { ...planned, handle: '' };
}

async function watched(deps: BadgeSettlementDeps, planned: PlannedSettlement): Promise<null> {
  if ((planned.until ?? '') <= deps.now().toISOString()) await deps.badgeSettlements.close(planned, null);
  else await deps.badgeSettlements.postpone({ ...planned, at: inDays(deps, lookDays) });
  return null;
}

async function finish(deps: BadgeSettlementDeps, planned: PlannedSettlement, isRefunded: boolean): Promise<void> {
  const { id, what } = planned;
  const audit = await lineOf(deps, planned, what === 'refund' ? 'badge.refunded' : 'badge.ended');
  const times = { at: inDays(deps, lookDays), until: inDays(deps, watchedDays) };
  const next = isRefunded ? ({ ...planned, state: 'watched', handle: '', ...times } as const) : null;
  for (let race = 0; race < maxRaces; race++) {
    const application = await applicationOf(deps, planned);
    const made = application && asMade(application, audit.at);
    if (await deps.badgeSettlements.finish(planned, made, { audit, watched: next })) return;
  }
  throw lost(id);
}

async function lineOf(deps: BadgeSettlementDeps, planned: PlannedSettlement, action: string) {
  const { accountId, handle, subscriptions, late = [] } = planned;
  const account = await deps.accounts.find(accountId);
  const detail = {
    ...(isHere(account) && handle !== '' && { handle }),
    subscription: [...subscriptions, ...late].join(', '),
  };
  return { id: deps.newId(), accountId, at: deps.now().toISOString(), action, actor: 'tollgate' as const, detail };
}

const inDays = ({ now }: BadgeSettlementDeps, days: number): string =>
  new Date(now().getTime() + days * dayMs).toISOString();

/** The application that it is of, under whatever handle; null where that is gone, or plans something else by now. */
async function applicationOf(
  { badges }: BadgeSettlementDeps,
  { id, accountId }: PlannedSettlement,
): Promise<BadgeApplication | null> {
  const held = await badges.listOf(accountId);
  return held.find(({ settlement }) => settlement?.id === id) ?? null;
}

const lost = (id: string) => new StorageUnavailable(new Error(`Lost ${maxRaces} races to settle ${id}`));
