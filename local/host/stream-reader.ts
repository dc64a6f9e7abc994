import * as z from 'zod';
import { region } from './intrinsics.ts';
import type { Endpoints } from './resources.ts';

const Description = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const StreamRecord = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) });
const Records = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().optional() });
/** A record of a DynamoDB stream, as Lambda delivers it. */
export type StreamRecord = z.infer<typeof StreamRecord>;

/** Reads one table's stream by DynamoDB's JSON protocol; records have the form in which Lambda delivers them. */
export type StreamReader = {
  shardIds(): Promise<string[]>;
  /** An iterator at the shard's start, or at its end for `LATEST`. */
  iterator(shardId: string, type: 'TRIM_HORIZON' | 'LATEST'): Promise<string>;
  /** `next` is undefined once the shard is closed and read to its end. */
  read(iterator: string, limit: number): Promise<{ records: StreamRecord[]; next: string | undefined }>;
};

/** A reader of the stream `StreamArn`. @throws Error with DynamoDB's message if it refuses */
export function streamReader(dynamodb: Endpoints['dynamodb'], StreamArn: string, signal: AbortSignal): StreamReader {
  const call = streamsApi(dynamodb, signal);
  return {
    async shardIds() {
      const { StreamDescription } = Description.parse(await call('DescribeStream', { StreamArn }));
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    async iterator(ShardId, ShardIteratorType) {
      const answer = await call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType });
      return Iterator.parse(answer).ShardIterator;
    },
    async read(ShardIterator, Limit) {
      const answer = Records.parse(await call('GetRecords', { ShardIterator, Limit }));
      return { records: answer.Records, next: answer.NextShardIterator };
    },
  };
}

/** One call of DynamoDB Streams in JSON. DynamoDB Local checks no signature. */
const streamsApi = (of: Endpoints['dynamodb'], signal: AbortSignal) => async (action: string, input: object) => {
  const response = await fetch(of.endpoint, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${of.accessKeyId}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`DynamoDB Streams answered ${response.status}: ${await response.text()}`);
  return response.json();
};
