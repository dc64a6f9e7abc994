import { afterEach, describe, expect, it, test } from 'vitest';
import { stripeRules } from '../src/index.ts';
import { changeExamples } from './rule-examples/changes.ts';
import { clockExamples } from './rule-examples/clocks.ts';
import { eventExamples } from './rule-examples/events.ts';
import type { RuleExample } from './rule-examples/example.ts';
import { idempotencyExamples } from './rule-examples/idempotency.ts';
import { keyExamples } from './rule-examples/keys.ts';
import { limitExamples } from './rule-examples/limits.ts';
import { moneyExamples } from './rule-examples/money.ts';
import { objectExamples } from './rule-examples/objects.ts';
import { portalExamples } from './rule-examples/portal.ts';
import { requestExamples } from './rule-examples/requests.ts';
import { usageExamples } from './rule-examples/usage.ts';
import { usageInvoiceExamples } from './rule-examples/usage-invoices.ts';
import { startWorld, type World } from './world.ts';

const examples: Readonly<Record<string, RuleExample>> = {
  ...changeExamples,
  ...usageExamples,
  ...usageInvoiceExamples,
  ...moneyExamples,
  ...requestExamples,
  ...limitExamples,
  ...idempotencyExamples,
  ...keyExamples,
  ...portalExamples,
  ...objectExamples,
  ...clockExamples,
  ...eventExamples,
};

let world: World | undefined;
afterEach(() => world?.stop());

async function outcomeOf({ options, run }: RuleExample, rulesOff: readonly string[]) {
  world = await startWorld({ ...options, rulesOff });
  return run(world);
}

test('each rule has an example, and each example a rule', () => {
  expect(Object.keys(examples).sort()).toEqual(stripeRules.map(({ id }) => id).sort());
});

describe('turned off, a rule gives another outcome than turned on', () => {
  it.each(Object.entries(examples))('%s', async (id, example) => {
    expect(await outcomeOf(example, [])).toEqual(example.on);
    await world?.stop();
    expect(await outcomeOf(example, [id])).toEqual(example.off);
    expect(example.on).not.toEqual(example.off);
  });
});
