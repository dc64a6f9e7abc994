import { refusalHeaders } from './headers.ts';
import type { Schema } from './types-to-schema.ts';

/** The one shape of all refusals; an operation names the codes that it can answer. */
export const problemResponses = (views: ReadonlyMap<string, Schema>) => ({
  Problem: {
    description: 'A refusal. `x-problems` of the operation lists its codes.',
    headers: refusalHeaders,
    content: { 'application/problem+json': { schema: views.get('Problem') } },
  },
  Passed: {
    description: 'The answer of the API, with its status, or a refusal of ours.',
    headers: refusalHeaders,
    content: { 'application/problem+json': { schema: views.get('Problem') }, '*/*': {} },
  },
});
