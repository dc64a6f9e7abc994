import { samplesRoutes } from '../functions/samples/routes.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/** Functions for everybody, without a table and without a secret, by the names in `functions/`. */
export const publicFunctions: Readonly<Record<string, FunctionDeclaration>> = {
  /** More memory is more processor: a visitor waits for its start. */
  samples: {
    size: { memoryMb: 1024 },
    routes: samplesRoutes,
    callsPerSecond: 50,
    may: ['read samples'],
    knows: ['PUBLIC_ORIGIN'],
  },
};
