import * as z from 'zod';
import type { Comp } from '../../shared/domain/billing/given.ts';
import { badgeOf, planOf } from '../../shared/domain/catalog/look-up.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { adminGivenView } from '../../shared/http/present-entitlement.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { lastDay } from './act-fields.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn, give } from './give.ts';
import { tellOfAct } from './tell-of-act.ts';

const thing = {
  plan: line(100).optional().describe('The plan’s id; or name a badge.'),
  badge: line(100).optional().describe('The badge’s id; or name a plan.'),
};

/** A plan or badge to give, and its last day. */
export const CompBody = z.strictObject({ ...thing, until: lastDay.describe('The last day of it, UTC.') });

/** A plan or badge that was given. */
export const CompEndBody = z.strictObject(thing);

/**
 * POST /v1/admin/accounts/{id}/billing/comps {plan|badge, until, reason}: free of charge until the end of that day, and no subscription. Admission sees it with
 * the answer. One that is given anew takes the place of the one before.
 */
export const giveComp =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { until: day, ...of } = bodyOf(request, CompBody);
    const { kind, id, name } = thingNamed(deps, of);
    const account = await accountActedOn(deps, request);
    const until = day.endsAt(deps.now());
    const given = await give(deps, request, account, ({ given }) => {
      const standing = compOf(given.comps, { kind, id });
      if (standing?.until === until) return null;
      const comp = { id: `comp_${deps.newId()}`, kind, of: id, since: deps.now().toISOString(), until };
      const others = given.comps.filter((each) => each !== standing);
      const detail = { [kind]: id, until };
      return { given: { ...given, comps: [...others, comp] }, action: 'comp.given', detail };
    });
    const comp = compOf(given.comps, { kind, id });
    await tellOfAct(deps, request, account, { done: { act: 'comp_given', name, until }, of: comp?.id ?? '' });
    return ok(adminGivenView(given));
  };

/** POST /v1/admin/accounts/{id}/billing/comps/end {plan|badge, reason}: it ends now. */
export const endComp =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { kind, id, name } = thingNamed(deps, bodyOf(request, CompEndBody));
    const account = await accountActedOn(deps, request);
    const now = deps.now().toISOString();
    let ended: Comp | undefined;
    const given = await give(deps, request, account, ({ given }) => {
      ended = compOf(given.comps, { kind, id });
      if (!ended) throw new AppError('conflict', 'Nothing of this was given to the organization.');
      if (ended.until <= now) return null;
      const comps = given.comps.map((each) => (each === ended ? { ...each, until: now } : each));
      return { given: { ...given, comps }, action: 'comp.ended', detail: { [kind]: id } };
    });
    await tellOfAct(deps, request, account, { done: { act: 'comp_ended', name }, of: ended?.id ?? '' });
    return ok(adminGivenView(given));
  };

const compOf = (comps: readonly Comp[], { kind, id }: { readonly kind: Comp['kind']; readonly id: string }) =>
  comps.find((each) => each.kind === kind && each.of === id);

/** @throws AppError 400 where it names both, none, or one that the catalogue has not */
function thingNamed(
  { catalog }: BillingDeps,
  { plan, badge }: { readonly plan?: string | undefined; readonly badge?: string | undefined },
) {
  if ((plan === undefined) === (badge === undefined))
    throw invalid([{ field: 'plan', message: 'must be given, or badge, and not both' }]);
  const sold = plan === undefined ? badgeOf(catalog, badge ?? '') : planOf(catalog, plan);
  const kind = plan === undefined ? ('badge' as const) : ('plan' as const);
  if (!sold) throw invalid([{ field: kind, message: 'must be one of the catalogue' }]);
  return { kind, id: sold.id, name: sold.name };
}
