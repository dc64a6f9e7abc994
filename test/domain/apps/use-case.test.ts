import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterDecision,
  afterDeclaring,
  type CurrentUseCases,
  isSameUse,
  newUseCase,
  standingOf,
  type Use,
  type UseCase,
  type UseCaseDecision,
  useCaseDecisions,
} from '../../../shared/domain/apps/use-case.ts';

const use: Use = {
  purpose: 'Prices on our shop pages',
  audience: 'Shoppers',
  shownAt: 'https://shop.example/prices',
  training: false,
  government: true,
};
const of = { accountId: 'acc_1', app: 'app_1', appName: 'Shop', declaredAt: '2026-12-02T09:30:00.000Z' };

test('a use case is hashed over the canonical JSON of all that was declared, as anybody can repeat it', () => {
  const { id, sha256 } = newUseCase(use, of, 'abcdefghijkl');
  const text = `{"app":"app_1","appName":"Shop","audience":"Shoppers","declaredAt":"2026-12-02T09:30:00.000Z","government":true,"id":"${id}","organization":"acc_1","purpose":"Prices on our shop pages","shownAt":"https://shop.example/prices","training":false}`;
  expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
});

test('ids of use cases sort by the time of their declaration', () => {
  const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2099-01-01') });
  const idAt = (ms: number) => newUseCase(use, { ...of, declaredAt: new Date(ms).toISOString() }, 'abcdefghijkl').id;
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      if (a !== b) expect(idAt(a) < idAt(b)).toBe(a < b);
    }),
    { seed: 114 },
  );
});

test.each([
  { purpose: 'Other' },
  { audience: null },
  { shownAt: 'In our shops' },
  { training: true },
  { government: false },
])('another use by %j is another use case', (change) => {
  expect(isSameUse(use, { ...use })).toBe(true);
  expect(isSameUse(use, { ...use, ...change })).toBe(false);
});

/** An app with its use cases, as the storage changes them. */
type World = { readonly current: CurrentUseCases | null; readonly all: readonly UseCase[] };
type Step =
  | { readonly kind: 'declare'; readonly asks: boolean }
  | { readonly kind: UseCaseDecision; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('declare' as const), asks: fc.boolean() }),
  fc.record({ kind: fc.constantFrom(...useCaseDecisions), at: fc.nat(5) }),
);

function after({ current, all }: World, taken: Step): World {
  if (taken.kind === 'declare') {
    const useCase = newUseCase(use, of, String(all.length).padStart(12, '0'));
    return ended({ current, all: [...all, useCase] }, afterDeclaring(current, useCase.id, taken.asks));
  }
  const decided = all[taken.at];
  const next = current && decided ? afterDecision(current, decided, taken.kind) : null;
  if (!next || !decided) return { current, all };
  const decision = { decision: taken.kind, reason: 'r', operator: 'o@example.com', at: of.declaredAt };
  const noted = { ...decided, decisions: [...decided.decisions, decision] };
  return ended({ current, all: all.map((each) => (each === decided ? noted : each)) }, next);
}

const ended = ({ current, all }: World, next: CurrentUseCases): World => {
  const left = [current?.latest, current?.inForce].filter((id) => id !== next.latest && id !== next.inForce);
  return {
    current: next,
    all: all.map((each) => (left.includes(each.id) ? { ...each, endedAt: of.declaredAt } : each)),
  };
};

test('after any declarations and decisions, the one in force counts as approved exactly where the last word on it is yes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let world: World = { current: null, all: [] };
      for (const each of steps) {
        const before = world;
        world = after(world, each);
        const { current, all } = world;
        const inForce = all.find(({ id }) => id === current?.inForce);
        expect(inForce === undefined).toBe(all.length === 0);
        if (!current || !inForce) continue;
        expect(current.isApproved).toBe(standingOf(inForce) === 'approved');
        expect(all.filter((one) => standingOf(one) === 'approved')).toHaveLength(current.isApproved ? 1 : 0);
        expect(current.latest).toBe(all.at(-1)?.id);
        const wasApproved = before.current?.isApproved === true;
        if (wasApproved && each.kind === 'declare' && each.asks) expect(current.inForce).toBe(before.current?.inForce);
        if (!wasApproved && current.isApproved) expect(each.kind).toBe('approve');
      }
    }),
    { seed: 115, numRuns: 2_000 },
  );
});
