/** Every sequence of acts by holder, operator and payment. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BadgeApplication, publicStatus } from '../../../shared/domain/badges/badge.ts';
import { afterCheck, hasLapsed } from '../../../shared/domain/badges/lapse.ts';
import { appealed, type Decision, decide, isFinal, withProfile } from '../../../shared/domain/badges/review.ts';
import { settlementChange } from '../../../shared/domain/badges/settlement.ts';
import type { Settlement } from '../../../shared/domain/badges/settlement-types.ts';
import { applied, at, days, policy, profile, verdict } from './applied.ts';

const actor = 'ada@example.com';
const step = fc.oneof(
  fc.record({ decision: fc.constantFrom<Decision>('approve', 'refuse', 'revoke', 'ask') }),
  fc.record({
    handle: fc.constantFrom('ada', 'eve'),
    displayName: fc.constantFrom('Ada', 'Eve'),
    url: fc.constantFrom('https://example.com', 'https://example.com/ada', 'https://example.org'),
    pictureSha256: fc.constantFrom(null, 'abc'),
  }),
  fc.record({ appeal: fc.constant('It is me.') }),
  fc.record({ daysPass: fc.constantFrom(1, 13, 20, 31) }),
  fc.record({ paid: fc.boolean() }),
  fc.record({ job: fc.constant(true) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const policies = fc.record({
  order: fc.constantFrom('payment_first', 'review_first'),
  refundWhenRefused: fc.constantFrom('after_appeal', 'at_once', 'never'),
  appealDays: fc.constantFrom(0, 14),
}) as fc.Arbitrary<Partial<typeof policy>>;

/** One badge with its planned settlements and the job's refunds. */
function scene(given: Partial<typeof policy>) {
  const review = { ...policy, ...given };
  const planned = new Map<string, Settlement>();
  const refunds: string[] = [];
  let [application, now, paid, subscription]: [BadgeApplication, string, boolean, number] = [applied, at, true, 1];
  const put = (next: BadgeApplication | null) => {
    if (!next) return;
    const change = settlementChange(application.settlement, next.settlement);
    if (change.dropped) planned.delete(change.dropped.id);
    if (change.planned) planned.set(change.planned.id, change.planned);
    application = next;
  };
  const lookAtPayment = () => put(afterCheck(application, { paid, at: now, review }));
  function pay(to: boolean): void {
    if (to && !paid) subscription += 1;
    paid = to;
    lookAtPayment();
  }
  function runJob(): void {
    for (const settlement of planned.values()) {
      if (settlement.at > now) continue;
      planned.delete(settlement.id);
      if (settlement.what === 'refund') refunds.push(...settlement.subscriptions.filter((id) => !refunds.includes(id)));
      if (settlement.subscriptions.includes(`sub_${subscription}`)) pay(false);
    }
  }
  function take(each: Step, refund = false): void {
    if ('decision' in each) put(decidedBy(each.decision, refund));
    else if ('appeal' in each) put(appealed(application, { text: each.appeal, at: now, actor }, review));
    else if ('daysPass' in each) now = days(each.daysPass, now);
    else if ('paid' in each) pay(each.paid);
    else if ('job' in each) runJob();
    else if (!isFinal(application, review, now))
      put(withProfile(application, { profile: { ...profile, ...each }, answer: null, at: now, actor }));
  }
  function decidedBy(decision: Decision, refund: boolean): BadgeApplication | null {
    if (decision === 'approve' && !paid && review.order === 'payment_first') return null;
    const circumstances = { review, paid, subscriptions: paid ? [`sub_${subscription}`] : [] };
    return decide(application, verdict(decision, { at: now, refund }), circumstances);
  }
  return {
    take,
    refunds,
    get: () => ({ application, paid, now, review, status: statusOf() }),
  };
  function statusOf() {
    return publicStatus(application, paid && !hasLapsed(application, review, now));
  }
}

const shownOf = ({ handle, displayName, url, pictureSha256 }: BadgeApplication) =>
  JSON.stringify([handle, displayName, new URL(url).hostname, pictureSha256]);

it('verified shows only the profile that was approved last, only while it is paid for, and nothing shows before an approval', () => {
  const property = fc.property(fc.array(step, { maxLength: 30 }), policies, (steps, given) => {
    const { take, get } = scene(given);
    let vouched: string | null = null;
    for (const each of steps) {
      const before = get().application;
      take(each);
      const { application, paid, status } = get();
      if ('decision' in each && application !== before) {
        if (each.decision === 'approve') vouched = shownOf(application);
        else if (each.decision !== 'ask') vouched = null;
      }
      if (status === 'verified') {
        expect([shownOf(application), paid, application.state]).toEqual([vouched, true, 'approved']);
      }
      if (application.firstApprovedAt === null) expect(status).toBeNull();
      if (before.state === 'revoked') expect(application.state).toBe('revoked');
      if (application !== before) expect(application.version).toBeGreaterThan(before.version);
    }
  });
  fc.assert(property, { seed: 25, numRuns: 3_000 });
});

it('a payment is given back once at most, and for a badge shown before only by the operator’s decision', () => {
  const property = fc.property(fc.array(step, { maxLength: 30 }), policies, fc.boolean(), (steps, given, refund) => {
    const { take, get, refunds } = scene(given);
    for (const each of steps) {
      const before = get().application;
      take(each, refund);
      expect(new Set(refunds).size).toBe(refunds.length);
      if (refund) continue;
      if (given.refundWhenRefused === 'never') expect(refunds).toEqual([]);
      const { settlement } = get().application;
      const isNew = settlement?.what === 'refund' && settlement.id !== before.settlement?.id;
      if (isNew) expect([before.firstApprovedAt, 'decision' in each && each.decision]).toEqual([null, 'refuse']);
    }
  });
  fc.assert(property, { seed: 26, numRuns: 3_000 });
});
