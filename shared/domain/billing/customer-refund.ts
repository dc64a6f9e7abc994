import type { MinorAmount } from '../money.ts';

/** A refund as Stripe has it now. `at`: when it was made, ISO-8601 UTC. `stands`: the money did not come back. */
export type CustomerRefund = MinorAmount & { readonly id: string; readonly at: string; readonly stands: boolean };
