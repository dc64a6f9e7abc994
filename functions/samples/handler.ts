import { httpFunction } from '../../shared/http/stacks.ts';
import type { SamplesDeps, SamplesParts } from './deps.ts';
import { sampleLimits } from './limits.ts';
import { samplesRoutes } from './routes.ts';
import { readSample, readSampleCounts } from './samples.ts';

/** Sample records for everybody. The function knows no table, no secret and no record that is sold (decision 0104). */
export function samples(given: SamplesDeps) {
  const deps: SamplesParts = { ...given, limits: sampleLimits() };
  return httpFunction(deps, samplesRoutes, {
    'GET /v1/sample/{dataset}': readSample(deps),
    'GET /v1/sample/{dataset}/counts': readSampleCounts(deps),
  });
}
