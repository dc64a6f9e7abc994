import { setTimeout as sleep } from 'node:timers/promises';
import { type EventSource, failedIn, type Mapping } from './event-source.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Endpoints } from './resources.ts';
import { type StreamReader, type StreamRecord, streamReader } from './stream-reader.ts';

type Options = {
  readonly dynamodb: Endpoints['dynamodb'];
  readonly mapping: Mapping;
  readonly pool: FunctionPool;
  readonly pollMs?: number;
  readonly retryMs?: number;
};

/** The event source of one table's stream. */
export type StreamSource = EventSource & {
  /** Reads every shard once more; true if there was nothing new and nothing is being handled. */
  atTip(): Promise<boolean>;
};

const longestRetryMs = 2_000;

/**
 * Feeds a table's stream to a function, shard by shard and in order. A shard's checkpoint moves past a batch once it was
 * handled or has used up its attempts. After a partial failure it moves past the part before the first failure.
 */
export function startStreamSource(options: Options): StreamSource {
  const { dynamodb, mapping, pollMs = 200 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const reader = streamReader(dynamodb, mapping.EventSourceArn, signal);
  const checkpoints = new Map<string, string | undefined>();
  let handling = 0;
  const handle = async (records: readonly StreamRecord[]) => {
    handling += 1;
    await deliver(records, options, signal).finally(() => {
      handling -= 1;
    });
  };
  let last: Promise<number> = Promise.resolve(0);
  const pass = () => {
    last = last
      .then(() => readOn(reader, checkpoints, { mapping, handle }))
      .catch((error: unknown) => {
        if (!signal.aborted) console.error(error);
        return 1;
      });
    return last;
  };
  const loop = async () => {
    while (!signal.aborted) {
      const found = await pass();
      if (found === 0) await sleep(pollMs, undefined, { signal }).catch(() => {});
    }
  };
  const done = loop();
  return {
    busy: () => handling > 0,
    atTip: async () => handling === 0 && (await pass()) === 0,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

type Pass = { readonly mapping: Mapping; handle(records: readonly StreamRecord[]): Promise<void> };

/** One pass over all shards, new ones included, from their checkpoints; returns how many records it found. */
async function readOn(
  reader: StreamReader,
  checkpoints: Map<string, string | undefined>,
  { mapping, handle }: Pass,
): Promise<number> {
  const position = checkpoints.size === 0 && mapping.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON';
  for (const shardId of await reader.shardIds())
    if (!checkpoints.has(shardId)) checkpoints.set(shardId, await reader.iterator(shardId, position));
  let found = 0;
  for (const [shardId, checkpoint] of checkpoints) {
    if (!checkpoint) continue;
    const { records, next } = await reader.read(checkpoint, mapping.BatchSize);
    found += records.length;
    await handle(records);
    checkpoints.set(shardId, next);
  }
  return found;
}

/** Invokes the function until all records are handled, each time from the first that failed; its attempts then count from zero. */
async function deliver(
  records: readonly StreamRecord[],
  { mapping, pool, retryMs = 100 }: Options,
  signal: AbortSignal,
): Promise<void> {
  const reportsFailures = mapping.FunctionResponseTypes.includes('ReportBatchItemFailures');
  let rest = records;
  for (let attempt = 0; rest.length > 0 && !signal.aborted; attempt += 1) {
    const ids = rest.map((record) => record.dynamodb.SequenceNumber);
    const Records = rest.map((record) => ({ ...record, eventSourceARN: mapping.EventSourceArn }));
    const failed = failedIn(ids, await pool.invoke({ Records }), reportsFailures);
    const first = ids.findIndex((id) => failed.has(id));
    if (first < 0 || attempt === mapping.MaximumRetryAttempts) return;
    if (first > 0) attempt = 0;
    rest = rest.slice(first);
    await sleep(Math.min(longestRetryMs, retryMs * 2 ** attempt), undefined, { signal }).catch(() => {});
  }
}
