import type { ClientNetworks } from '../../domain/access/client-network.ts';
import type { ThrottleAnswer, Throttles } from '../../storage/accounts/throttles.ts';

/** The needs of counting against a budget. */
export type FairBudgetDeps = { readonly throttles: Pick<Throttles, 'pass'>; readonly now: () => Date };

/** A limit in an hour for all clients together. */
export type FairBudget = { readonly scope: string; readonly limitPerHour: number; readonly units?: number };

/** The reserve is for providers' networks with little use in this hour. */
const reservedShare = 1 / 4;
const siteShare = 1 / 10;
const maxOfReserve = 5;

/**
 * Counts `units` against a budget that all clients share, of which no single network gets much. A site (IPv4 /24, IPv6 /48) gets at most a
 * tenth. The last quarter is reserved for providers' networks (IPv4 /16, IPv6 /32), five each. So an attacker in one network, with however
 * many addresses, leaves room for newcomers, and the sum is never exceeded.
 */
export async function passFairly(
  { throttles, now }: FairBudgetDeps,
  { scope, limitPerHour, units = 1 }: FairBudget,
  { site, provider }: Pick<ClientNetworks, 'site' | 'provider'>,
): Promise<ThrottleAnswer> {
  const count = (name: string, subject: string, limit: number) =>
    throttles.pass({ scope: `${scope}-${name}`, subject, limitPerHour: limit, units }, now());
  const reserved = Math.floor(limitPerHour * reservedShare);
  const ofSite = await count('site', site, Math.max(1, Math.floor(limitPerHour * siteShare)));
  if (!ofSite.passed) return ofSite;
  const common = await count('common', 'all', limitPerHour - reserved);
  if (common.passed || reserved === 0) return common;
  const ofProvider = await count('provider', provider, maxOfReserve);
  return ofProvider.passed ? count('reserve', 'all', reserved) : ofProvider;
}
