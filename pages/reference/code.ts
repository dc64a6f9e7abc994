import { codeSamples, sampledOperations, sampleLanguages } from '../../openapi/code-samples.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Sample } from '../guides/blocks.ts';
import type { Highlight } from '../guides/highlight.ts';

/** The inputs of code: `values` are those that guides name, such as `dataset` and `field`. */
type CodeSource = {
  readonly document: OpenApiDocument;
  readonly highlight: Highlight;
  readonly values: Readonly<Record<string, string>>;
};

/** The code of an operation in each language, with this deployment's values; none where the operation has no sample. */
export const codeFrom =
  ({ document, highlight, values: { origin = '', dataset = '', id = '', field = '' } }: CodeSource) =>
  (operationId: string): Sample[] => {
    if (!sampledOperations.some((each) => each === operationId)) return [];
    const own = { limit: '3', by: field, handle: 'ada', 'Idempotency-Key': 'export-2026-12-01' };
    const samples = codeSamples(document, { operationId, origin, values: { dataset, id, ...own } });
    return sampleLanguages.map((name) => {
      const language = name === 'curl' ? 'bash' : name;
      const text = samples[name];
      return { language, text, meta: '', html: highlight(text, language) };
    });
  };
