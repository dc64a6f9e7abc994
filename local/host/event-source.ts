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
export type Mapping = z.infer<typeof Mapping> & { readonly functionId: string };

/** Something that feeds a function until it is stopped. */
export type EventSource = {
  /** Events are being handled, or kept back to be tried again. */
  busy(): boolean;
  stop(): Promise<void>;
};

/** The template's enabled mappings; throws on one that uses what the host does not know. */
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
 * Which of a batch failed: all of it where the function failed or, with ReportBatchItemFailures, named something unknown;
 * else what it named. Source: Lambda, "Implementing partial batch responses".
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
