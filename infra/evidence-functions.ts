import { packMakerAuthority } from '../functions/pack-maker/authority.ts';
import { packsRoutes } from '../functions/packs/routes.ts';
import { memberAccess } from './access-kinds.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** The functions for evidence packs, by the names in `functions/`. */
export const evidenceFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** It takes orders of packs, and signs the addresses of those that are made. */
  packs: {
    routes: packsRoutes,
    table: {
      read: [...memberAccess, 'account', 'pack'],
      write: ['pack', 'throttle'],
      append: ['trailBox'],
      delete: ['pack'],
    },
    sendsTo: ['packs'],
    may: ['read packs'],
    knows: ['PUBLIC_ORIGIN', 'OPERATOR_SIGN_IN'],
  },
  /** It signs manifests with the key of seals, and opens the fields of persons: so it takes no request from outside. */
  'pack-maker': {
    work: packMakerAuthority,
    size: { timeoutSeconds: 900, memoryMb: 2048 },
    consumes: { inbox: 'packs', batchSize: 1, mayHide: true },
    table: {
      read: [
        ...(['seal', 'leaf', 'sealedFact', 'certificate', 'evidenceKey', 'personKey'] as const),
        ...(['sealTimestamp', 'app'] as const),
        ...(['statement', 'account', 'keyList', 'refusal'] as const),
      ],
      write: ['pack'],
      delete: ['pack'],
    },
    secrets: ['stripe-secret-key'],
    may: ['read entries', 'keep packs', 'sign seals'],
    knows: ['PUBLIC_ORIGIN'],
    counts: {
      PackFailed: 'An evidence pack could not be made, and whoever ordered it reads that. Read the log of pack-maker.',
    },
  },
};
