import type { SampleEngine } from '../../shared/datasets/sample-engine.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { SampleLimits } from './limits.ts';

/** The dependencies of the function. */
export type SamplesDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly engine: SampleEngine;
  readonly now: () => Date;
};

/** The dependencies of the routes. */
export type SamplesParts = SamplesDeps & { readonly limits: SampleLimits };
