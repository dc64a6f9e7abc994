import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { deprecationsOf } from '../../shared/domain/catalog/deprecation.ts';
import { datasetOf } from '../../shared/domain/catalog/look-up.ts';
import { AppError, found } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { datasetHeaders } from '../../shared/services/datasets/dataset-headers.ts';
import { versionOf } from '../../shared/services/datasets/version.ts';
import type { SamplesParts } from './deps.ts';

/** Any page may read samples: an answer is the same for everybody, and no cookie or key decides it. */
const forEveryOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Link, RateLimit, RateLimit-Policy, Retry-After, Tollgate-Data-Published, X-Request-Id',
};

type Reading = {
  readonly kind: 'records' | 'counts';
  readonly read: (dataset: Dataset) => Promise<Answer>;
};

/** Answers a read of sample records: counts it against the client's rates, and says what every answer about a dataset says. @throws AppError 400, 404, 429 */
export async function sampled(deps: SamplesParts, request: ApiRequest, { kind, read }: Reading): Promise<Answer> {
  let limits: Readonly<Record<string, string>> = {};
  try {
    limits = deps.limits.enter(request.address, deps.now().getTime());
    const version = versionOf(request);
    const { dataset: id = '' } = request.params;
    const dataset = found(datasetOf(deps.catalog, id), `The dataset "${id.slice(0, 60)}"`);
    const deprecations = deprecationsOf(deps.catalog, { dataset, version, query: request.query, kind });
    const about = datasetHeaders(deps, { dataset, version, deprecations });
    const answer = keptForAMinute(await read(dataset));
    return withHeaders(answer, { ...about, ...limits, ...forEveryOrigin, 'tollgate-cost': '0' });
  } catch (error) {
    throw error instanceof AppError ? error.withHeaders({ ...limits, ...forEveryOrigin }) : error;
  }
}

/** Answers of one version may be kept; one that began with another version may not. */
function keptForAMinute(answer: Answer): Answer {
  if (answer.headers?.etag === undefined) return answer;
  const headers = { 'cache-control': 'public, max-age=60', vary: 'Accept, Accept-Encoding' };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
