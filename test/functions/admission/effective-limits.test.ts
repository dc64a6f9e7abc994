import { expect, test } from 'vitest';
import { grantsOfAll } from '../../../shared/domain/billing/credit.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { HeldCredit } from '../../../shared/domain/billing/held-credit.ts';
import type { SpendCap } from '../../../shared/domain/billing/spend-cap.ts';
import { noSigners } from '../../../shared/domain/evidence/signer.ts';
import type { ApiKey } from '../../../shared/domain/keys/key.ts';
import { callerWith, knownAccount } from '../../../shared/services/metering/caller.ts';
import { effectiveLimitsOf } from '../../../shared/services/metering/effective-limits.ts';
import catalog from '../../../tollgate.config.ts';
import { basicGrant, startMs } from './callers-world.ts';

const key: ApiKey = {
  id: 'key_000000000001',
  accountId: 'acc_1',
  label: 'laptop',
  environment: 'live',
  start: 'tg_live_abcd',
  app: 'default',
  scopes: [],
  cidrs: [],
  createdAt: '2026-11-24T12:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
};
const bought: HeldCredit = { units: 2_000, lastUnits: 2_000, since: '2026-11-24T12:00:00.000Z' };
const credit = grantsOfAll(catalog, { subscriptions: [], credit: bought });
const pro: Grant = { ...basicGrant, id: 'pro' };

function maxUnitsOf(grants: readonly Grant[], spendCap: SpendCap | null = null): number | null {
  const account = knownAccount(catalog, {
    version: 1,
    grants,
    acceptances: [],
    isLeaving: false,
    apps: { version: 0, limits: {}, useCases: {} },
    signers: noSigners,
    suspended: false,
    suspension: null,
    seats: {},
    spendCap,
  });
  return effectiveLimitsOf(catalog, callerWith(key, account), startMs + 1_000).maxUnits;
}

test('the most that may be used is the allowance with what a cap buys, or credit alone; there is none where more follows', () => {
  expect(maxUnitsOf([basicGrant])).toBe(10_000);
  expect(maxUnitsOf(credit)).toBe(2_000);
  expect(maxUnitsOf([pro], { amountMinor: 10_00, currency: 'usd' })).toBe(1_002_000);
  expect(maxUnitsOf([pro])).toBeNull();
  expect(maxUnitsOf([basicGrant, ...credit])).toBeNull();
  expect(maxUnitsOf([])).toBeNull();
});
