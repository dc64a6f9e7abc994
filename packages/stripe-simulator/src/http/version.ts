import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { type HttpRequest, headerOf } from './exchange.ts';

/** Refuses a request for another version of the API than the one that is simulated. Without a version the account's is meant. */
export function checkVersion({ apiVersion, rules }: Simulation, request: HttpRequest): void {
  const asked = headerOf(request, 'stripe-version');
  if (asked === undefined || asked === apiVersion || !rules.isOn('V1')) return;
  throw invalidRequest(`Invalid Stripe API version: ${asked}. The simulator answers in ${apiVersion} alone.`);
}
