import { invalidRequest } from '../core/problem.ts';
import type { RuleSet } from '../rules/rules.ts';

/** Refuses metadata beyond what Stripe takes, wherever a request has them. https://docs.stripe.com/metadata#data */
export function checkMetadata(rules: RuleSet, params: object): void {
  if (rules.isOn('W1')) check(params);
}

function check(value: object): void {
  for (const [name, part] of Object.entries(value)) {
    if (typeof part !== 'object' || part === null) continue;
    if (name === 'metadata') checkEntries(part);
    else check(part);
  }
}

function checkEntries(metadata: object): void {
  for (const [key, value] of Object.entries(metadata)) {
    const param = `metadata[${key}]`;
    if (key.length > 40)
      throw invalidRequest(`Metadata keys can have up to 40 characters; '${key}' is too long.`, { param });
    if (String(value).length > 500) throw invalidRequest('Metadata values can have up to 500 characters.', { param });
  }
}
