import { type Account, lifeOf } from '../../shared/domain/accounts/account.ts';
import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { failingPaymentsOf } from '../../shared/domain/billing/failing-payments.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { consoleSubscriptionView, paysMonthlyOf } from '../../shared/http/present-console.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { ConsoleMemberView, ConsoleOrganizationView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/organizations/{id}: the head of an organization's page, in three round trips to the table. */
export const readOrganizationOf =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    return ok(await organizationHead(deps, request.params.id ?? ''));
  };

/** All that the head shows. @throws AppError 404 */
async function organizationHead(deps: AdminDeps, id: string): Promise<ConsoleOrganizationView> {
  const read = await readAbout(deps, id);
  const account = found(read.account, 'This organization');
  const [members, suppression] = await Promise.all([
    Promise.all(read.roster.members.map((member) => memberOf(deps, member))),
    account.email === '' ? null : deps.suppressions.find(account.email),
  ]);
  const { catalog } = deps;
  const at = deps.now();
  const { subscriptions, given, syncedAt } = read.billing;
  const { grants, suspension, spendCap } = read.access;
  const entitlement = entitlementAt(catalog, grants, at);
  return {
    ...ownOf(account),
    suspension: suspension && { ...suspension },
    hold: read.hold && { since: read.hold.since, reason: read.hold.reason },
    mailHeldBack: suppression?.reason ?? null,
    failing: failingPaymentsOf(catalog, { subscriptions, autoTopUp: read.autoTopUp }, at).map((each) => ({ ...each })),
    access: entitlement.access,
    accessUntil: entitlement.accessUntil,
    paysMonthly: paysMonthlyOf(catalog, subscriptions),
    subscriptions: subscriptions.map((subscription) =>
      consoleSubscriptionView(catalog, given, { subscription, now: at }),
    ),
    syncedAt,
    ...usageOf(entitlement, read.counters),
    spendCap: spendCap && { ...spendCap },
    members,
    invitations: read.roster.invitations.map(({ id: of, email, role, expiresAt }) => ({
      id: of,
      email,
      role,
      expiresAt,
    })),
    keys: read.keys.map(keyView),
    apps: read.apps.map(({ id: app, name, purpose, url, createdAt }) => ({ id: app, name, purpose, url, createdAt })),
    badges: read.badges.map(({ handle, badge, displayName, state }) => ({ handle, badge, displayName, state })),
    acceptances: read.acceptances.map(({ licenceId: licence, version, sha256, name, role, email, at: acceptedAt }) => ({
      ...{ licence, version, sha256, name, role, email, at: acceptedAt },
    })),
    domains: [...read.domains],
  };
}

/** Everything that is stored of it, asked for at once. */
async function readAbout(deps: AdminDeps, id: string) {
  const [money, things] = await Promise.all([
    Promise.all([
      deps.accounts.find(id),
      deps.billing.read(id),
      deps.access.readPaid(id),
      deps.autoTopUps.read(id),
      deps.holds.find(id),
      deps.counterUpkeep.ofAccount(id),
    ]),
    Promise.all([
      deps.members.rosterOf(id),
      deps.apiKeys.listOf(id),
      deps.apps.listOf(id),
      deps.badges.listOf(id),
      deps.access.acceptancesOf(id),
      deps.domainProofs.provenOf(id),
    ]),
  ]);
  const [account, billing, access, autoTopUp, hold, counters] = money;
  const [roster, keys, apps, badges, acceptances, domains] = things;
  return { account, billing, access, autoTopUp, hold, counters, roster, keys, apps, badges, acceptances, domains };
}

type Read = Awaited<ReturnType<typeof readAbout>>;

function ownOf(account: Account) {
  const { id, organization: name, email, language, createdAt, stripeCustomerId } = account;
  const { legalName = null, country = null } = account;
  return { id, name, legalName, country, email, language, createdAt, stripeCustomerId, state: lifeOf(account) };
}

async function memberOf(
  { people }: AdminDeps,
  { personId: id, role, since }: Read['roster']['members'][number],
): Promise<ConsoleMemberView> {
  return { id, email: (await people.find(id))?.email ?? '', role, since };
}

/** Units that instances took of the counters: what they read, and what they hold to be read. */
function usageOf({ period, allowance, unit, overage, credit }: Entitlement, counters: Read['counters']) {
  const takenOf = (periodStart: string | undefined) => {
    const counter = counters.find((each) => each.periodStart === periodStart);
    return counter ? counter.limit + counter.credited - counter.free : 0;
  };
  const used = takenOf(credit && creditPeriod);
  return {
    usage: {
      ...{ periodStart: period?.start ?? null, periodEnd: period?.end ?? null },
      ...{ allowance: period ? allowance : null, used: takenOf(period?.start), unit, overage },
    },
    credit: credit ? { bought: credit.units, used, remaining: Math.max(0, credit.units - used) } : null,
    unusable: counters.flatMap(({ periodStart, unusable: units }) => (units > 0 ? [{ periodStart, units }] : [])),
  };
}
