import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessRequest, accessDenial, exhaustedReason } from '../../../shared/domain/access/denial.ts';
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
  app: 'default',
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
  useCaseApproved: true,
  suspended: false,
  addressAllowed: true,
};

describe('a call', () => {
  it('in grace is served as in full access', () => {
    expect(accessDenial({ ...basic, access: 'grace' }, request, now)).toBeNull();
  });

  it('with a test key needs no payment and no dataset, but licence, use case, scope and address', () => {
    const test = { ...request, key: { ...key, environment: 'test' as const } };
    expect(accessDenial(nothing, test, now)).toBeNull();
    expect(accessDenial(nothing, { ...test, licenceAccepted: false }, now)).toBe('licence_not_accepted');
    expect(accessDenial(nothing, { ...test, useCaseApproved: false }, now)).toBe('use_case_not_approved');
    expect(accessDenial(nothing, { ...test, suspended: true }, now)).toBe('suspended');
    expect(accessDenial(nothing, { ...test, addressAllowed: false }, now)).toBe('ip_not_allowed');
    const scoped = { ...test, key: { ...test.key, scopes: ['films'] } };
    expect(accessDenial(nothing, scoped, now)).toBe('scope_missing');
  });
});

/** Every rule that forbids, in the order in which reasons are given: a call that breaks it, found without `accessDenial`. */
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
    reason: 'use_case_not_approved',
    spoil: (call) => ({ ...call, request: { ...call.request, useCaseApproved: false } }),
    forbids: (call) => !call.request.useCaseApproved,
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
];

type Call = { readonly entitlement: Entitlement; readonly request: AccessRequest };
const isLive = ({ request: { key: of } }: Call) => of.environment === 'live';
const decide = ({ entitlement, request: asked }: Call) => accessDenial(entitlement, asked, now);

describe('where several rules forbid', () => {
  const pairs = rules.flatMap((first, i) => rules.slice(i + 1).map((second) => [first, second] as const));

  it.each(pairs.map(([first, second]) => [first.reason, second.reason, first, second] as const))(
    '%s is named before %s',
    (reason, _, first, second) => {
      const spoilt = second.spoil(first.spoil({ entitlement: basic, request }));
      expect(decide(spoilt)).toBe(reason);
    },
  );

  it('each is named where it alone forbids', () => {
    const call = { entitlement: basic, request };
    expect(rules.map(({ spoil }) => decide(spoil(call)))).toEqual(rules.map(({ reason }) => reason));
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
    overageTerms: fc.constant([{ units: 10, amounts: { usd: 5 } }]),
    credit: fc.option(fc.constant({ units: 100, lastUnits: 100, since: null }), { nil: undefined }),
    period: fc.constant(basic.period),
    assumed: fc.boolean(),
  }),
  request: fc.record({
    key: fc
      .record({ environment: fc.constantFrom('live', 'test'), scopes: datasets, expiresAt: time, revokedAt: time })
      .map((changes) => ({ ...key, ...changes })),
    datasetId: fc.constantFrom('posts', 'films', 'other'),
    licenceAccepted: fc.boolean(),
    useCaseApproved: fc.boolean(),
    suspended: fc.boolean(),
    addressAllowed: fc.boolean(),
  }),
});

/** Deeply frozen, so that a write to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

describe('for every call', () => {
  it('the answer is the first rule that forbids it, or none', () => {
    const property = fc.property(call, (any) => {
      expect(decide(any)).toBe(rules.find(({ forbids }) => forbids(any))?.reason ?? null);
    });
    fc.assert(property, { seed: 20, numRuns: 5_000 });
  });

  it('the same call gets the same answer, and nothing is written to', () => {
    const property = fc.property(call, (any) => {
      const copy = frozen(structuredClone(any));
      expect(decide(copy)).toEqual(decide(any));
    });
    fc.assert(property, { seed: 21, numRuns: 500 });
  });
});

it('a caller without units gets the reason that bounds them', () => {
  expect(exhaustedReason(basic)).toBe('quota_exhausted');
  expect(exhaustedReason({ ...basic, overage: true })).toBe('spend_cap_reached');
  expect(exhaustedReason({ ...basic, credit: { units: 5, lastUnits: 5, since: null } })).toBe('credit_exhausted');
});
