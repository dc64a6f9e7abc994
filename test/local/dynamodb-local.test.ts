import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { createTable } from '../support/table-schema.ts';

/** The answer to ListTables from `address`; undefined if nothing answers. */
function tablesAt(
  { endpoint, accessKeyId }: { endpoint: string; accessKeyId: string },
  address = '127.0.0.1',
  host = 'localhost',
) {
  const { port } = new URL(endpoint);
  const headers = {
    host: `${host}:${port}`,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  };
  return new Promise<{ status: number; text: string } | undefined>((resolve) => {
    const asked = request({ host: address, port, method: 'POST', headers, timeout: 5_000 }, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, text: await text(answer) }),
    );
    asked.on('error', () => resolve(undefined)).on('timeout', () => asked.destroy());
    asked.end('{}');
  });
}

/** This machine's addresses in its network, and one that answers only if a server listens on every address. */
const otherAddresses = () => [
  '127.0.0.2',
  ...Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  ),
];

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

describe('DynamoDB Local', () => {
  test('answers after its start, and no longer after its stop', async () => {
    const { endpoint, stop } = await startDynamoDbLocal();
    expect(await answers(endpoint)).toBe(true);
    await stop();
    expect(await answers(endpoint)).toBe(false);
    await stop();
  }, 120_000);

  test('keeps its tables from the network, from web pages under other names, and from other access keys', async () => {
    const dynamodb = await startDynamoDbLocal();
    const settings = { endpoint: dynamodb.endpoint, region: 'us-east-1' };
    const client = new DynamoDBClient({
      ...settings,
      credentials: { accessKeyId: dynamodb.accessKeyId, secretAccessKey: 'local' },
    });
    await createTable(DynamoDBDocumentClient.from(client), 'private');
    expect(await tablesAt(dynamodb)).toEqual({ status: 200, text: '{"TableNames":["private"]}' });
    for (const address of otherAddresses()) expect(await tablesAt(dynamodb, address), address).toBeUndefined();
    expect(await tablesAt(dynamodb, '127.0.0.1', 'evil.example')).toMatchObject({ status: 404 });
    for (const accessKeyId of ['local', 'localhost', 'operator'])
      expect(await tablesAt({ ...dynamodb, accessKeyId })).toEqual({ status: 200, text: '{"TableNames":[]}' });
    client.destroy();
    await dynamodb.stop();
  }, 120_000);

  test('reports an unexpected end and the lost data in one sentence, and nothing after a stop', async () => {
    const told: string[] = [];
    const stopped = await startDynamoDbLocal({ onDeath: (sentence) => told.push(sentence) });
    await stopped.stop();
    const { promise, resolve } = Promise.withResolvers<string>();
    const { endpoint } = await startDynamoDbLocal({ onDeath: resolve });
    const ownArguments = `-port ${new URL(endpoint).port}$`;
    const { stdout } = spawnSync('pgrep', ['-f', '--', ownArguments], { encoding: 'utf8' });
    const pids = stdout.split('\n').map(Number).filter(Boolean);
    expect(pids).not.toEqual([]);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect(await promise).toMatch(
      /^DynamoDB Local has ended by itself \(.+\), and with it everything that this world held\./,
    );
    expect(told).toEqual([]);
  }, 120_000);

  test('ends with the process that started it, even if that is killed', async () => {
    const module = new URL('../../local/dynamodb-local.ts', import.meta.url).href;
    const script = `import { startDynamoDbLocal } from '${module}'; console.log((await startDynamoDbLocal()).endpoint)`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const endpoint = line.toString().trim();
    expect(await answers(endpoint)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitUntil(async () => !(await answers(endpoint)), { timeout: 60_000, interval: 50 });
  }, 120_000);

  test('says so when its port is taken', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await expect(startDynamoDbLocal({ port })).rejects.toThrow(`port ${port}: it is taken`);
    server.close();
  });
});

describe('without a usable Java', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'java-'));
    vi.stubEnv('PATH', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  const java = (script: string) => {
    writeFileSync(join(folder, 'java'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'java'), 0o755);
  };

  test('a missing one is named', async () => {
    await expect(startDynamoDbLocal()).rejects.toThrow('there is no java on PATH');
  });

  test('one older than 17 is named', async () => {
    java('echo "Error: LinkageError ... java.lang.UnsupportedClassVersionError: Main" >&2; exit 1');
    await expect(startDynamoDbLocal()).rejects.toThrow('the java on PATH is older');
  });

  test('its last output is passed on', async () => {
    java('echo "No space left" >&2; exit 3');
    await expect(startDynamoDbLocal()).rejects.toThrow('(exit code 3): No space left');
  });
});
