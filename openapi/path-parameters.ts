import type { Parameters } from '../shared/http/operation.ts';

/** Parameters of paths that mean the same everywhere; an operation may say more. */
export const pathParameters: Parameters = {
  id: { description: 'The id, as the list or the answer to its creation has it.' },
  dataset: { description: 'The id of a dataset, as `GET /data` lists it.' },
  upstream: { description: 'The id of an API, as `GET /v1/catalog` lists it.' },
  pack: { description: 'The id of an evidence pack.' },
  handle: { description: 'The handle of a badge, without `@`.' },
};
