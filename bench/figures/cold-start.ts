import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { bundleFunctions } from '../../infra/bundle.ts';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { createTable } from '../../test/support/table-schema.ts';
import { localClient } from '../../test/support/tables.ts';
import { newCaller, peppersText } from '../admitting.ts';
import type { Recorded } from '../cold-start/recorded.ts';
import { startRecorder } from '../cold-start/recorder.ts';
import { type Bench, rounded } from '../figure.ts';
import { spreadOf } from '../spread.ts';

const target = 1.3;
const rounds = Number(process.env.ROUNDS ?? 15);
const tableName = 'cold-start';
const sourceDir = join(import.meta.dirname, '../cold-start');
const outDir = join(import.meta.dirname, '../../dist/cold-start');
const child = join(sourceDir, 'child.mjs');
const kinds = ['gateway', 'bare', 'usual'] as const;
type Kind = (typeof kinds)[number];

type Part = { readonly ms: number; readonly cpuMs: number };
type Started = { readonly statusCode: number; readonly imported: Part; readonly answered: Part };

/**
 * A new process imports the bundled gateway and answers one call. Its peers are clients of the SDK that make the same calls of DynamoDB.
 * They are compared by processor time: all of them wait equally long, and a busy machine would distort the clock's time.
 */
export const run: Bench = async () => {
  const { assetDir, metafile } = await bundleFunctions({ sourceDir, outDir });
  for (const kind of kinds) {
    const bytes = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`${kind}/index.mjs`))?.[1].bytes ?? 0;
    console.log(`  ${kind}: ${Math.round(bytes / 1024)} KB bundled`);
  }
  const world = await startWorld((kind) => join(assetDir(kind), 'index.mjs'));
  try {
    const all = await measured(world);
    for (const kind of kinds) {
      const part = (name: 'imported' | 'answered', unit: keyof Part) =>
        spreadOf(all.map((round) => round[kind][name][unit])).text;
      console.log(`  ${kind}, ms: import ${part('imported', 'ms')}, first call ${part('answered', 'ms')}`);
      console.log(
        `  ${kind}, ms of processor: import ${part('imported', 'cpuMs')}, first call ${part('answered', 'cpuMs')}`,
      );
    }
    const ratioTo = (kind: Kind, unit: keyof Part) =>
      spreadOf(all.map((round) => total(round.gateway, unit) / total(round[kind], unit)));
    const [toBare, toUsual] = [ratioTo('bare', 'cpuMs'), ratioTo('usual', 'cpuMs')];
    console.log(`  ours to bare: ${toBare.text} times, by the clock ${ratioTo('bare', 'ms').text}`);
    console.log(`  ours to the usual way: ${toUsual.text} times, by the clock ${ratioTo('usual', 'ms').text}`);
    const median = (kind: Kind) => rounded(spreadOf(all.map((round) => total(round[kind], 'cpuMs'))).median);
    return {
      bench: 'cold-start',
      value: rounded(toBare.median),
      unit: 'times the processor time of a bare client',
      target,
      peer: {
        'ours, ms': median('gateway'),
        'bare client, ms': median('bare'),
        'middy, document client, Logger, ms': median('usual'),
      },
      ratio: rounded(1 / toUsual.median),
      ok: toBare.median <= target,
    };
  } finally {
    await world.stop();
  }
};

const total = ({ imported, answered }: Started, unit: keyof Part): number => imported[unit] + answered[unit];

type World = Awaited<ReturnType<typeof startWorld>>;

/** Starts each kind once a round, in turn; two rounds of warming up do not count. */
async function measured({ start, record }: World) {
  const calls = await record();
  console.log(`  calls: ${calls.map((group) => group.map(({ action }) => action).join(' with ')).join(', ')}`);
  const all: Record<Kind, Started>[] = [];
  for (let round = -2; round < rounds; round++) {
    const [gateway, bare, usual] = [
      await start('gateway', []),
      await start('bare', renewed(calls, round)),
      await start('usual', asDocuments(renewed(calls, round + 1_000))),
    ];
    if (round >= 0) all.push({ gateway, bare, usual });
  }
  return all;
}

/** The same calls with another instance id. */
function renewed(calls: Recorded, round: number): Recorded {
  const text = JSON.stringify(calls);
  const id = /"ENVIRONMENT#@"\},"sk":\{"S":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error('No instance was registered');
  const other = text
    .replaceAll(id, `r${String(round + 10).padStart(7, '0')}`)
    .replaceAll(/"ClientRequestToken":"[^"]+"/g, () => `"ClientRequestToken":"${crypto.randomUUID()}"`);
  return JSON.parse(other) as Recorded;
}

/** The calls in the document client's form: `{S: "a"}` becomes `"a"`. */
const asDocuments = (calls: Recorded): Recorded =>
  calls.map((group) => group.map(({ action, input }) => ({ action, input: plain(input) as object })));

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      ['Key', 'Item', 'ExpressionAttributeValues'].includes(name) ? unmarshall(inner) : plain(inner),
    ]),
  );
}

async function startWorld(bundleOf: (kind: Kind) => string) {
  const dynamoDb = await startDynamoDbLocal();
  const client = localClient(dynamoDb.endpoint);
  await createTable(client, tableName);
  const secret = await newCaller(dynamoTable({ client, tableName }), 'cold', Date.now());
  const recorder = await startRecorder(dynamoDb.endpoint, peppersText);
  const event = JSON.stringify(eventOf(secret));
  const start = async (kind: Kind, calls: Recorded, endpoint = dynamoDb.endpoint): Promise<Started> => {
    const env = { ...environmentOf(recorder.url, endpoint), CALLS: JSON.stringify(calls) };
    const started = fork(child, [bundleOf(kind), event], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = once(started, 'exit').then(([code]) => {
      throw new Error(`${kind} ended with ${code} and no answer`);
    });
    const [message] = (await Promise.race([once(started, 'message'), ended])) as [Started];
    if (message.statusCode !== 200) throw new Error(`${kind} answered ${message.statusCode}`);
    return message;
  };
  return {
    start,
    /** The gateway's calls of DynamoDB when its counter exists already. */
    async record(): Promise<Recorded> {
      await start('gateway', []);
      recorder.take();
      await start('gateway', [], recorder.url);
      return recorder.take();
    },
    async stop() {
      recorder.stop();
      await dynamoDb.stop();
    },
  };
}

const originSecret = 'an origin secret of this bench';

const environmentOf = (recorder: string, dynamoDb: string) => ({
  PATH: process.env.PATH,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
  AWS_ENDPOINT_URL_SSM: recorder,
  UPSTREAM: recorder,
  STAGE: 'local',
  LOCAL_UPSTREAMS: JSON.stringify({ trends: recorder }),
  STRIPE_QUEUE_URL: `${recorder}/stripe.fifo`,
  TOP_UP_QUEUE_URL: `${recorder}/top-up`,
  TABLE_NAME: tableName,
  SECRETS_PATH: '/tollgate/bench',
  PUBLIC_ORIGIN: 'https://bench.example',
  ORIGIN_SECRETS: originSecret,
});

/** An event of API Gateway: a call of the upstream `trends`, which costs one unit. */
function eventOf(secret: string) {
  const rawPath = '/gateway/trends/brands';
  const routeKey = 'ANY /gateway/{upstream}/{proxy+}';
  const http = { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'bench' };
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: '',
    headers: { 'x-tollgate-origin': originSecret, 'true-client-ip': '192.0.2.1', authorization: `Bearer ${secret}` },
    pathParameters: { upstream: 'trends', proxy: 'brands' },
    requestContext: { http, requestId: 'request-1', routeKey },
    isBase64Encoded: false,
  };
}
