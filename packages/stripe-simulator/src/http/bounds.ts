import type { RuleSet } from '../rules/rules.ts';
import { checkLengths } from './lengths.ts';
import { checkMetadata } from './metadata.ts';
import { checkPaging } from './paging.ts';
import type { Route } from './route.ts';

/** Refuses parameters beyond what Stripe takes: texts, metadata, and the parameters of lists. */
export function checkBounds(rules: RuleSet, route: Route, params: Readonly<Record<string, unknown>>): void {
  checkLengths(rules, route, params);
  checkMetadata(rules, params);
  checkPaging(rules, params);
}
