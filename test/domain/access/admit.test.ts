import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessRequest, type Admission, admit, remainingOf } from '../../../shared/domain/access/admit.ts';
import type { Entitlement } from '../../../shared/domain/billing/entitlement.ts';
import type { ApiKey } from '../../../shared/domain/keys/key.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const [past, future] = ['2026-11-24T11:59:59.999Z', '2026-11-24T12:00:00.001Z'];

const basic: Entitlement = {
  access: 'full',
  accessUntil: '2026-12-01T00:00:00.000Z',
  plans: ['basic'],
  badges: [],
  datasets: ['posts'],
  allowance: 100,
  unit: 'record',
  overage: false,
  period: { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' },
  assumed: false,
};
const nothing: Entitlement = {
  ...basic,
  access: 'none',
  accessUntil: null,
  plans: [],
  datasets: [],
  allowance: 0,
  unit: null,
  period: null,
};

const key: ApiKey = {
  id: 'key_1',
  accountId: 'acc_1',
  label: 'laptop',
  environment: 'live',
  start: 'tg_live_abcd',
  scopes: [],
  cidrs: [],
  createdAt: past,
  expiresAt: null,
  revokedAt: null,
};
const request: AccessRequest = {
  key,
  datasetId: 'posts',
  licenceAccepted: true,
  suspended: false,
  addressAllowed: true,
  units: 10,
};

const outcome = (admission: Admission) => (admission.allowed ? 'allowed' : admission.reason);

describe('a call', () => {
  it('is granted what it asks for, and told what is left before it', () => {
    expect(admit(basic, { used: 30 }, request, now)).toEqual({
      allowed: true,
      grantedUnits: 10,
      remainingUnits: 70,
      metered: true,
    });
  });

  it('is granted what is left where it asks for more', () => {
    expect(admit(basic, { used: 95 }, request, now)).toMatchObject({ grantedUnits: 5, remainingUnits: 5 });
  });

  it('is denied once nothing is left, but a free one is not', () => {
    expect(outcome(admit(basic, { used: 100 }, request, now))).toBe('quota_exhausted');
    expect(outcome(admit(basic, { used: 101 }, request, now))).toBe('quota_exhausted');
    expect(admit(basic, { used: 101 }, { ...request, units: 0 }, now)).toMatchObject({
      allowed: true,
      grantedUnits: 0,
    });
  });

  it('goes past the allowance where the plan bills overage, and has no end where there is no limit', () => {
    expect(admit({ ...basic, overage: true }, { used: 500 }, request, now)).toEqual({
      allowed: true,
      grantedUnits: 10,
      remainingUnits: 0,
      metered: true,
    });
    expect(admit({ ...basic, allowance: null }, { used: 500 }, request, now)).toEqual({
      allowed: true,
      grantedUnits: 10,
      remainingUnits: null,
      metered: true,
    });
  });

  it('is denied where the counter cannot be read as a number', () => {
    expect(outcome(admit(basic, { used: Number.NaN }, request, now))).toBe('quota_exhausted');
  });

  it('in grace is served as in full access', () => {
    expect(outcome(admit({ ...basic, access: 'grace' }, { used: 0 }, request, now))).toBe('allowed');
  });

  it('with a test key costs nothing and needs no payment, dataset or quota, but licence, scope and address', () => {
    const test = { ...request, key: { ...key, environment: 'test' as const } };
    expect(admit(nothing, { used: 0 }, test, now)).toEqual({
      allowed: true,
      grantedUnits: 10,
      remainingUnits: null,
      metered: false,
    });
    expect(outcome(admit(nothing, { used: 0 }, { ...test, licenceAccepted: false }, now))).toBe('licence_not_accepted');
    expect(outcome(admit(nothing, { used: 0 }, { ...test, suspended: true }, now))).toBe('suspended');
    expect(outcome(admit(nothing, { used: 0 }, { ...test, addressAllowed: false }, now))).toBe('ip_not_allowed');
    const scoped = { ...test, key: { ...test.key, scopes: ['films'] } };
    expect(outcome(admit(nothing, { used: 0 }, scoped, now))).toBe('scope_missing');
  });
});

/** Every rule that forbids, in the order in which one is named: what breaks it, told without `admit`. */
const rules: readonly {
  readonly reason: string;
  readonly spoil: (call: Call) => Call;
  readonly forbids: (call: Call) => boolean;
}[] = [
  {
    reason: 'key_invalid',
    spoil: (call) => ({ ...call, request: { ...call.request, key: { ...call.request.key, revokedAt: past } } }),
    forbids: ({ request: { key: of } }) => [of.revokedAt, of.expiresAt].includes(past),
  },
  {
    reason: 'suspended',
    spoil: (call) => ({ ...call, request: { ...call.request, suspended: true } }),
    forbids: (call) => call.request.suspended,
  },
  {
    reason: 'licence_not_accepted',
    spoil: (call) => ({ ...call, request: { ...call.request, licenceAccepted: false } }),
    forbids: (call) => !call.request.licenceAccepted,
  },
  {
    reason: 'payment_required',
    spoil: (call) => ({ ...call, entitlement: { ...call.entitlement, access: 'none' } }),
    forbids: (call) => isLive(call) && call.entitlement.access === 'none',
  },
  {
    reason: 'dataset_not_in_plan',
    spoil: (call) => ({ ...call, entitlement: { ...call.entitlement, datasets: ['films'] } }),
    forbids: (call) => isLive(call) && call.entitlement.datasets.every((id) => id !== call.request.datasetId),
  },
  {
    reason: 'scope_missing',
    spoil: (call) => ({ ...call, request: { ...call.request, key: { ...call.request.key, scopes: ['films'] } } }),
    forbids: ({ request: { key: of, datasetId } }) => of.scopes.length > 0 && of.scopes.every((id) => id !== datasetId),
  },
  {
    reason: 'ip_not_allowed',
    spoil: (call) => ({ ...call, request: { ...call.request, addressAllowed: false } }),
    forbids: (call) => !call.request.addressAllowed,
  },
  {
    reason: 'quota_exhausted',
    spoil: (call) => ({ ...call, used: 100 }),
    forbids: (call) => {
      const { allowance, overage } = call.entitlement;
      return isLive(call) && allowance !== null && !overage && call.request.units > 0 && call.used >= allowance;
    },
  },
];

type Call = { readonly entitlement: Entitlement; readonly request: AccessRequest; readonly used: number };
const isLive = ({ request: { key: of } }: Call) => of.environment === 'live';
const decide = ({ entitlement, request: asked, used }: Call) => admit(entitlement, { used }, asked, now);

describe('where several rules forbid', () => {
  const pairs = rules.flatMap((first, i) => rules.slice(i + 1).map((second) => [first, second] as const));

  it.each(pairs.map(([first, second]) => [first.reason, second.reason, first, second] as const))(
    '%s is named before %s',
    (reason, _, first, second) => {
      const spoilt = second.spoil(first.spoil({ entitlement: basic, request, used: 0 }));
      expect(outcome(decide(spoilt))).toBe(reason);
    },
  );

  it('each is named where it alone forbids', () => {
    const call = { entitlement: basic, request, used: 0 };
    expect(rules.map(({ spoil }) => outcome(decide(spoil(call))))).toEqual(rules.map(({ reason }) => reason));
  });
});

const time = fc.constantFrom(null, past, future);
const datasets = fc.subarray(['posts', 'films']);
const call: fc.Arbitrary<Call> = fc.record({
  entitlement: fc.record({
    access: fc.constantFrom('full', 'grace', 'none'),
    accessUntil: fc.constant(future),
    plans: fc.constant(['basic']),
    badges: fc.constant([]),
    datasets,
    allowance: fc.option(fc.nat(50)),
    unit: fc.constant('record'),
    overage: fc.boolean(),
    period: fc.constant(basic.period),
    assumed: fc.boolean(),
  }),
  request: fc.record({
    key: fc
      .record({ environment: fc.constantFrom('live', 'test'), scopes: datasets, expiresAt: time, revokedAt: time })
      .map((changes) => ({ ...key, ...changes })),
    datasetId: fc.constantFrom('posts', 'films', 'other'),
    licenceAccepted: fc.boolean(),
    suspended: fc.boolean(),
    addressAllowed: fc.boolean(),
    units: fc.nat(60),
  }),
  used: fc.nat(60),
});

/** Deeply frozen, so that whoever writes to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

describe('whatever the call', () => {
  it('the answer is the first rule that forbids, or a grant of at most what was asked for', () => {
    const property = fc.property(call, (any) => {
      const admission = decide(any);
      expect(outcome(admission)).toBe(rules.find(({ forbids }) => forbids(any))?.reason ?? 'allowed');
      if (!admission.allowed) return;
      expect(admission.grantedUnits).toBeLessThanOrEqual(any.request.units);
      expect(admission.grantedUnits > 0).toBe(any.request.units > 0);
      expect(admission.metered).toBe(isLive(any));
    });
    fc.assert(property, { seed: 20, numRuns: 5_000 });
  });

  it('the same call gets the same answer, and nothing is written to', () => {
    const property = fc.property(call, (any) => {
      const kept = frozen(structuredClone(any));
      expect(decide(kept)).toEqual(decide(any));
    });
    fc.assert(property, { seed: 21, numRuns: 500 });
  });

  it('what a sequence of calls is granted never passes a hard allowance, and uses it up where enough is asked for', () => {
    const asked = fc.array(fc.nat(40), { maxLength: 60 });
    const property = fc.property(fc.nat(300), asked, (allowance, sequence) => {
      let used = 0;
      for (const units of sequence) {
        const admission = admit({ ...basic, allowance }, { used }, { ...request, units }, now);
        if (admission.allowed) used += admission.grantedUnits;
      }
      const wanted = sequence.reduce((sum, units) => sum + units, 0);
      expect(used).toBe(Math.min(allowance, wanted));
    });
    fc.assert(property, { seed: 22, numRuns: 500 });
  });
});

it('what remains is never below nothing, and not a number where there is no limit', () => {
  expect([0, 60, 100, 140].map((used) => remainingOf(basic, { used }))).toEqual([100, 40, 0, 0]);
  expect(remainingOf({ ...basic, allowance: null }, { used: 5 })).toBeNull();
});
