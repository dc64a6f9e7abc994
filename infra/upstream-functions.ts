import tollgate from '../tollgate.config.ts';
import type { TableAccess } from './constructs/table.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** Admission by blocks: who calls is read, units are taken from counters, and what was served is reported in segments. */
const admission = {
  read: ['key', 'access', 'changes', 'counter', 'environment'],
  write: ['counter', 'environment'],
} as const satisfies TableAccess;

/** What the operator's own header carries to an upstream, where it has one. */
const credentials = (tollgate.upstreams ?? [])
  .filter(({ secretHeader }) => secretHeader !== undefined)
  .map(({ id }) => `upstream-${id}` as const);

/**
 * A function that admits writes after its answer what it served. Lambda counts that into the timeout, and an invocation that runs out of it is a
 * failure although it was answered; a table that hangs takes three tries of 3 s with two pauses of up to 1 s and 2 s between.
 * Source: Lambda Developer Guide, "Using the Lambda Extensions API"; `connect-table.ts`.
 */
export const afterAnswerSeconds = 12;

/** The three ways in front of an upstream, by the names in `functions/`. Each meters in an environment of its own. */
export const upstreamFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** It answers within the 29 s that the API waits. */
  gateway: {
    size: { timeoutSeconds: 29 + afterAnswerSeconds, memoryMb: 1024 },
    routes: ['ANY /gateway/{upstream}', 'ANY /gateway/{upstream}/{proxy+}'],
    table: { read: admission.read, write: [...admission.write, 'served'] },
    secrets: ['key-peppers', ...credentials],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    knows: ['PUBLIC_ORIGIN'],
    fails: 'Calls of the gateway end without an answer of its own. Read the log of gateway.',
  },
  verify: {
    size: { timeoutSeconds: 29 + afterAnswerSeconds },
    routes: ['POST /v1/verify'],
    table: { read: [...admission.read, 'verification'], write: [...admission.write, 'verification', 'served'] },
    secrets: ['key-peppers', 'service-keys'],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    knows: ['PUBLIC_ORIGIN'],
    fails: 'Questions to POST /v1/verify end without an answer, so APIs elsewhere refuse. Read the log of verify.',
  },
  /** API Gateway waits for an authorizer for 10 s. Source: API Gateway Developer Guide, "Quotas for HTTP APIs". */
  authorizer: {
    size: { timeoutSeconds: 10 + afterAnswerSeconds },
    table: { read: admission.read, write: [...admission.write, 'served'] },
    secrets: ['key-peppers'],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    guards: true,
    fails: 'The authorizer fails, so API Gateway refuses calls of the APIs that it guards. Read the log of authorizer.',
  },
};
