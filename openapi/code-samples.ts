import type { OpenApiDocument } from './document.ts';
import { inCurl, inPython, inTypeScript, type SampleRequest } from './sample-languages.ts';
import type { Schema } from './types-to-schema.ts';

/** The languages of code samples, in their order. */
export const sampleLanguages = ['curl', 'typescript', 'python'] as const;
/** One of `sampleLanguages`. */
export type SampleLanguage = (typeof sampleLanguages)[number];

/** The call of a sample, with the values of parameters by their names. `filters` has those of the dataset's fields. */
export type SampleCall = {
  readonly operationId: string;
  /** Scheme and host of the API. */
  readonly origin: string;
  readonly values: Readonly<Record<string, string>>;
  readonly filters?: Readonly<Record<string, string>>;
};

/** Operations of data that have samples, in the order in which a reader meets them. */
export const sampledOperations = [
  'readSample',
  'countSample',
  'listDatasets',
  'readRecords',
  'readRecord',
  'countRecords',
  'exportRecords',
  'readCurrentUsage',
  'readBadgeStates',
] as const;

/**
 * The code of a call in each language, as it runs: with curl, with Node, and with Python's standard library. The key is in the variable
 * `TOLLGATE_KEY`. Each prints the JSON of the answer.
 * @throws Error for an operation that the document does not have, or a required parameter without a value
 */
export function codeSamples(document: OpenApiDocument, call: SampleCall): Readonly<Record<SampleLanguage, string>> {
  const request = requestOf(document, call);
  return { curl: inCurl(request), typescript: inTypeScript(request), python: inPython(request) };
}

function requestOf(
  document: OpenApiDocument,
  { operationId, origin, values, filters = {} }: SampleCall,
): SampleRequest {
  const { path, method, operation } = operationIn(document, operationId);
  const parameters = ((operation.parameters ?? []) as Schema[]).map((each) => resolved(document, each));
  const given = (parameter: Schema): string | undefined => {
    const value = values[String(parameter.name)];
    if (value === undefined && parameter.required) throw new Error(`${operationId} needs ${parameter.name}`);
    return value;
  };
  const inPlace = (place: string): [string, string][] =>
    parameters
      .filter((each) => each.in === place)
      .flatMap((each) => {
        const value = given(each);
        return value === undefined ? [] : [[String(each.name), value]];
      });
  const filled = inPlace('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  const security = (operation.security ?? document.security) as Schema[];
  return {
    method,
    url: origin + filled,
    query: [...inPlace('query'), ...Object.entries(filters)],
    headers: inPlace('header'),
    needsKey: security.some((each) => 'key' in each),
    isElsewhere: '303' in (operation.responses as object),
  };
}

function operationIn({ paths }: OpenApiDocument, operationId: string) {
  for (const [path, item] of Object.entries(paths))
    for (const [method, operation] of Object.entries(item))
      if (operation.operationId === operationId) return { path, method: method.toUpperCase(), operation };
  throw new Error(`The document has no operation ${operationId}`);
}

function resolved({ components }: OpenApiDocument, parameter: Schema): Schema {
  const name = /^#\/components\/parameters\/(.+)$/.exec(String(parameter.$ref))?.[1];
  return name === undefined ? parameter : ((components.parameters as Record<string, Schema>)[name] ?? parameter);
}
