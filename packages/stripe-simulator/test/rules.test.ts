import { expect, test } from 'vitest';
import { startStripeSimulator, stripeRules } from '../src/index.ts';

test('each rule has one id, a sentence, a source and the version that the source describes', () => {
  const ids = stripeRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of stripeRules) {
    expect(rule.id).toMatch(/^[A-Z]+\d+[a-z]?$/);
    expect(rule.says, rule.id).toMatch(/^[A-Z].{20,}\.$/);
    expect(rule.source, rule.id).toMatch(/^https:\/\/\S+$|^stripe-node \d+\.\d+\.\d+, \S+\.d\.ts$/);
    expect(rule.apiVersion, rule.id).toMatch(/^\d{4}-\d{2}-\d{2}/);
    expect(rule.seenAtStripe, rule.id).toSatisfy((day) => day === null || /^\d{4}-\d{2}-\d{2}$/.test(String(day)));
  }
});

test('a rule that does not exist cannot be turned off', async () => {
  const started = startStripeSimulator({
    clock: { now: () => new Date('2026-11-24T12:00:00Z') },
    secretKey: 'sk_test_1',
    publishableKey: 'pk_test_1',
    rulesOff: ['L6', 'U99'],
  });
  await expect(started).rejects.toThrow('rulesOff: there is no rule "U99".');
});
