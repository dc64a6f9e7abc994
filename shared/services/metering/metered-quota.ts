import type { Quota } from './leased-units.ts';
import type { QuotaLeases, Reserved } from './quota-leases.ts';
import type { Registration } from './registration.ts';
import type { TakeOutcome } from './take-lease.ts';
import type { UsageLog } from './usage-log.ts';

/** A quota of a metered call. `limit` null: there is none, and so no counter. */
export type MeteredQuota = Omit<Quota, 'limit'> & {
  readonly limit: number | null;
  /** The part of it that the caller's app may use. Each of its units is leased twice: from the quota and from this share. */
  readonly share?: Quota;
};

/** The parts of a session that reserve and take units. */
type Leasing = {
  readonly leases: QuotaLeases;
  readonly usageLog: Pick<UsageLog, 'flush'>;
  readonly registration: Registration;
};

/** Reserves units of the quota and of the app's share, both or neither, without any I/O. Null: units are missing. */
export function reserveOf(
  { leases, registration }: Leasing,
  quota: MeteredQuota,
  { most, least }: { readonly most: number; readonly least: number },
): Reserved | null {
  if (!isLimited(quota) && !registration.isDone()) return null;
  const reserved = isLimited(quota) ? leases.reserve(quota, most, least) : unlimited(most);
  if (!reserved || !quota.share) return reserved;
  const own = leases.reserve(quota.share, reserved.units, Math.min(least, reserved.units));
  if (!own) {
    reserved.commit(0);
    return null;
  }
  return {
    units: own.units,
    left: reserved.left + reserved.units - own.units,
    leftOfShare: own.left,
    commit(units) {
      reserved.commit(units);
      own.commit(units);
    },
  };
}

/**
 * Provides `units` of the share first, then of the quota, so that an app without units takes none of its organization's.
 * @throws StorageUnavailable
 */
export async function provide(leasing: Leasing, quota: MeteredQuota, units: number): Promise<TakeOutcome> {
  const { leases, registration } = leasing;
  const { share } = quota;
  const ofShare = share ? await provideOf(leasing, share, units) : 'taken';
  const hasRest = share !== undefined && ofShare === 'exhausted' && leases.has(share, 1);
  if (ofShare !== 'taken' && !hasRest) return ofShare;
  if (isLimited(quota)) {
    const outcome = share && leases.has(quota, units) ? 'taken' : await provideOf(leasing, quota, units);
    return outcome === 'taken' ? ofShare : outcome;
  }
  await registration.done();
  return ofShare;
}

/** Reports spent units if that is all that a call waits for, else takes a lease. */
async function provideOf({ usageLog, leases }: Leasing, quota: Quota, units: number): Promise<TakeOutcome> {
  const level = leases.levelFor(quota, units);
  if (level === null) return leases.take(quota, units);
  await usageLog.flush(level);
  return 'taken';
}

/** Whether `provide` would take units, as far as is known. */
export const mayTakeOf = (leases: QuotaLeases | undefined, quota: MeteredQuota, units: number): boolean =>
  [quota, quota.share].some((each) => each !== undefined && isLimited(each) && (leases?.mayTake(each, units) ?? true));

/** Whether the app's share is used up, as far as is known. */
export const isShareUsedUp = (leases: QuotaLeases | undefined, { share }: MeteredQuota): boolean =>
  share !== undefined && (leases?.isUsedUp(share) ?? false);

/** Whether units of what is used up may come back before the period ends, as far as is known. */
export function mayComeBackOf(leases: QuotaLeases | undefined, quota: MeteredQuota): boolean {
  const usedUp = isShareUsedUp(leases, quota) && quota.share ? quota.share : quota;
  return isLimited(usedUp) && (leases?.mayComeBack(usedUp) ?? false);
}

const isLimited = (quota: MeteredQuota): quota is MeteredQuota & Quota => quota.limit !== null;
const unlimited = (units: number): Reserved => ({ units, left: Number.POSITIVE_INFINITY, commit: () => {} });
