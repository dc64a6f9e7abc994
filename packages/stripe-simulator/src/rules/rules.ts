import { changeRules } from './changes.ts';
import { clockRules } from './clocks.ts';
import { eventRules } from './events.ts';
import { idempotencyRules } from './idempotency.ts';
import { keyRules } from './keys.ts';
import { limitRules } from './limits.ts';
import { moneyRules } from './money.ts';
import { objectRules } from './objects.ts';
import { portalRules } from './portal.ts';
import { requestRules } from './requests.ts';
import type { Rule } from './rule.ts';
import { usageRules } from './usage.ts';

const all = [
  ...changeRules,
  ...usageRules,
  ...moneyRules,
  ...requestRules,
  ...limitRules,
  ...idempotencyRules,
  ...keyRules,
  ...eventRules,
  ...portalRules,
  ...objectRules,
  ...clockRules,
] as const;

/** The id of a rule that the simulator enforces. */
export type RuleId = (typeof all)[number]['id'];

/** Every rule that can be turned off, with its source and the day on which it was seen at Stripe. */
export const stripeRules: readonly Rule[] = all;

/** The rules of one simulated account; `areAll` where none is turned off. */
export type RuleSet = { readonly areAll: boolean; isOn(id: RuleId): boolean };

/** All rules but those that `off` names. Throws a `RangeError` for an id that no rule has. */
export function rulesBut(off: readonly string[] = []): RuleSet {
  const unknown = off.find((id) => all.every((rule) => rule.id !== id));
  if (unknown !== undefined) throw new RangeError(`rulesOff: there is no rule "${unknown}".`);
  return { areAll: off.length === 0, isOn: (id) => !off.includes(id) };
}
