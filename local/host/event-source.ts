import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { functionIdIn } from './functions.ts';
import type { Resolver } from './intrinsics.ts';

/** One event source mapping of the template. */
export const Mapping = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']).default('TRIM_HORIZON'),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FilterCriteria: z.undefined('event filters are not understood by the local host').optional(),
});
/** One event source mapping, with the logical id of its function. */
export type Mapping = z.infer<typeof Mapping> & { readonly functionId: string };

/** Something that feeds a function until it is stopped. */
export type EventSource = {
  /** Whether events are being handled or wait for another try. */
  busy(): boolean;
  stop(): Promise<void>;
};

/** The template's enabled mappings. @throws Error on one with a setting that the host does not support */
export const readMappings = (assembly: Assembly, resolver: Resolver): Mapping[] =>
  assembly
    .resources('AWS::Lambda::EventSourceMapping')
    .map((resource) => Mapping.parse(resolver.resolve(resource.properties, resource.stack)))
    .filter(({ Enabled }) => Enabled)
    .map((mapping) => ({ ...mapping, functionId: functionIdIn(mapping.FunctionName) }));

const PartialFailure = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })).nullish(),
});

/**
 * The ids of a batch that failed: those that the function named. All failed if the function failed or, with ReportBatchItemFailures,
 * named an unknown id. Source: Lambda, "Implementing partial batch responses".
 */
export function failedIn(
  ids: readonly string[],
  outcome: { readonly ok: boolean; readonly value?: unknown },
  reportsFailures: boolean,
): ReadonlySet<string> {
  if (!outcome.ok) return new Set(ids);
  if (!reportsFailures) return new Set();
  const parsed = PartialFailure.safeParse(outcome.value ?? {});
  const named = parsed.success ? (parsed.data.batchItemFailures ?? []).map((failure) => failure.itemIdentifier) : ids;
  return named.every((id) => ids.includes(id)) ? new Set(named) : new Set(ids);
}
