import { authorizerAuthority } from '../functions/authorizer/authority.ts';
import { dataAuthority } from '../functions/data/authority.ts';
import { dataRoutes } from '../functions/data/routes.ts';
import { gatewayAuthority } from '../functions/gateway/authority.ts';
import { gatewayRoutes } from '../functions/gateway/routes.ts';
import { verifyAuthority } from '../functions/verify/authority.ts';
import { verifyRoutes } from '../functions/verify/routes.ts';
import tollgate from '../tollgate.config.ts';
import { shownBadges } from './access-kinds.ts';
import type { TableAccess } from './constructs/table.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The grants of admission: it reads callers, leases units from counters, and reports usage in segments. */
const admission = {
  read: ['key', 'access', 'changes', 'counter', 'environment'],
  write: ['counter', 'environment', 'refusal'],
  insert: ['certificate'],
} as const satisfies TableAccess;

/** The grants of the ledger: a function that admits writes details of segments, and has the keys of its instances certified. */
const ledger = ['write details', 'certify instances'] as const;

/** The secrets of upstreams that have a `secretHeader`. */
const credentials = (tollgate.upstreams ?? [])
  .filter(({ secretHeader }) => secretHeader !== undefined)
  .map(({ id }) => `upstream-${id}` as const);

/**
 * A function that admits reports usage after its answer. Lambda counts that time towards the timeout, and reports an invocation that exceeds it
 * as a failure although it was answered. A table that hangs takes three tries of 3 s, with two pauses of up to 1 s and 2 s between.
 * Source: Lambda Developer Guide, "Using the Lambda Extensions API"; `connect-table.ts`.
 */
const afterAnswerSeconds = 12;

/** The functions that admit calls by key: of datasets, and the three in front of an upstream. Each has its own instances and meters in them. */
export const admittingFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** 1,769 MB gives one whole processor. The API waits for 29 s; the rest is for writes after the answer. */
  data: {
    work: dataAuthority,
    size: { timeoutSeconds: 29 + afterAnswerSeconds, memoryMb: 1769, ephemeralStorageMb: 2048 },
    routes: dataRoutes,
    table: {
      read: [
        'key',
        'access',
        'changes',
        'counter',
        'environment',
        'batch',
        'usage',
        'exportClaim',
        'refusal',
        'dataset',
      ],
      write: [...admission.write, 'served', 'exportClaim'],
      insert: [...admission.insert, 'nonce'],
      delete: ['exportClaim'],
      parts: shownBadges,
    },
    secrets: ['key-peppers'],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    may: ['read datasets', 'keep exports', ...ledger],
    knows: ['PUBLIC_ORIGIN'],
  },
  /** It answers within the 29 s that the API waits. */
  gateway: {
    work: gatewayAuthority,
    size: { timeoutSeconds: 29 + afterAnswerSeconds, memoryMb: 1024 },
    routes: gatewayRoutes,
    table: { ...admission, write: [...admission.write, 'served'], insert: [...admission.insert, 'nonce'] },
    secrets: ['key-peppers', ...credentials],
    may: ledger,
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    knows: ['PUBLIC_ORIGIN'],
    fails: 'Calls of the gateway end without an answer of its own. Read the log of gateway.',
  },
  verify: {
    work: verifyAuthority,
    size: { timeoutSeconds: 29 + afterAnswerSeconds },
    routes: verifyRoutes,
    table: {
      read: [...admission.read, 'verification'],
      write: [...admission.write, 'verification', 'served'],
      insert: admission.insert,
    },
    may: ledger,
    secrets: ['key-peppers', 'service-keys'],
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    knows: ['PUBLIC_ORIGIN'],
    fails: 'Questions to POST /v1/verify end without an answer, so APIs elsewhere refuse. Read the log of verify.',
  },
  /** API Gateway waits for an authorizer for 10 s. Source: API Gateway Developer Guide, "Quotas for HTTP APIs". */
  authorizer: {
    work: authorizerAuthority,
    size: { timeoutSeconds: 10 + afterAnswerSeconds },
    table: { ...admission, write: [...admission.write, 'served'] },
    secrets: ['key-peppers'],
    may: ledger,
    sendsTo: ['stripe', 'topUp', 'usageCheck'],
    guards: true,
    fails: 'The authorizer fails, so API Gateway refuses calls of the APIs that it guards. Read the log of authorizer.',
  },
};
