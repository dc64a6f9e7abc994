import { mintSecret } from '../../shared/domain/keys/format.ts';
import type { ServedCall } from '../../shared/services/metering/ledger-port.ts';
import type {
  Admit,
  UpstreamAdmitted,
  UpstreamDenied,
  UpstreamRequest,
} from '../../shared/services/metering/upstream-admission.ts';

const seededBytes = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 7) % 248);
export const liveKey = mintSecret('live', seededBytes);
export const testKey = mintSecret('test', seededBytes);

/** An account with so many units, which admission counts as the real one does: reserved at first, then settled once. */
export function meter(limit: number) {
  const asked: UpstreamRequest[] = [];
  const settled: number[] = [];
  const entered: ServedCall[] = [];
  const state = { left: limit, reserved: 0, denied: undefined as UpstreamDenied | undefined };
  const admit: Admit = async (request) => {
    asked.push(request);
    if (state.denied) return state.denied;
    const environment = request.secret.startsWith('tg_test_') ? ('test' as const) : ('live' as const);
    const metered = environment === 'live';
    const left = Math.min(request.unitsWanted, state.left);
    const grantedUnits = metered ? left - (left % request.weight) : request.unitsWanted;
    if (grantedUnits === 0 && request.unitsWanted > 0)
      return { allowed: false, reason: 'quota_exhausted', retryAfterSeconds: 60, standings: [] };
    if (metered) state.left -= grantedUnits;
    state.reserved += grantedUnits;
    let isSettled = false;
    return {
      allowed: true,
      caller: { accountId: 'acct_1', keyId: 'key_1', environment },
      grantedUnits,
      remainingAfter: (units) => (metered ? state.left + grantedUnits - units : null),
      metered,
      unitWeight: 1,
      standings: (remaining) =>
        remaining === null ? [] : [{ name: 'allowance', quota: limit, unit: 'records', remaining }],
      commit(units, _repeatable, served) {
        if (isSettled) return null;
        isSettled = true;
        settled.push(units);
        state.reserved -= grantedUnits;
        if (metered) state.left += grantedUnits - units;
        if (!metered || !served) return null;
        const number = entered.push(served);
        return { receipt: () => `the receipt of entry ${number}` };
      },
    } satisfies UpstreamAdmitted;
  };
  return { admit, asked, settled, entered, state };
}
