import { keysRoutes } from '../functions/keys/routes.ts';
import { licenceRegistryAuthority } from '../functions/licence-registry/authority.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for keys and licences, by the names in `functions/`. */
export const keyFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  keys: {
    routes: keysRoutes,
    table: {
      read: [
        'session',
        'buyerView',
        'membership',
        'account',
        'access',
        'keyList',
        'app',
        'useCase',
        'environment',
        'batch',
        'usage',
        'served',
        'refusal',
        'counter',
        'changes',
        'personKey',
        'key',
        'operatorRole',
        'statement',
        'contest',
      ],
      write: ['licence', 'key', 'keyList', 'signer', 'app', 'appLimits', 'useCase', 'changes', 'contest', 'throttle'],
      append: ['trailBox', 'factBox', 'find'],
      insert: ['personKey'],
      delete: ['app'],
    },
    secrets: ['key-peppers'],
    may: ['read statements'],
    sendsTo: ['mail'],
    knows: ['PUBLIC_ORIGIN'],
  },
  /** Fails a deployment that would change a licence which buyers accepted, or bring a new version without notice. */
  'licence-registry': { work: licenceRegistryAuthority, compares: 'licences', table: { read: ['licenceText'] } },
};
