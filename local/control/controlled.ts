import type { Faults, Status } from '../contract.ts';
import type { DnsZone } from '../dns-zone.ts';
import type { FunctionPool } from '../host/function-pool.ts';
import type { Mailbox } from '../mailbox.ts';

/** The parts of the world that `/__local/` shows and changes. */
export type Controlled = {
  readonly mailbox: Mailbox;
  readonly dns: DnsZone;
  readonly functions: readonly FunctionPool[];
  /** The functions that a schedule runs. */
  readonly jobs: readonly FunctionPool[];
  status(): Promise<Status>;
  advance(seconds: number): Promise<{ now: Date; settled: boolean }>;
  /** Undefined for a real Stripe account. */
  readonly setFaults: ((faults: Faults) => void) | undefined;
};
