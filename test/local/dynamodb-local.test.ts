import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

describe('DynamoDB Local', () => {
  test('answers once it is started, and no more once it is stopped', async () => {
    const { endpoint, stop } = await startDynamoDbLocal();
    expect(await answers(endpoint)).toBe(true);
    await stop();
    expect(await answers(endpoint)).toBe(false);
    await stop();
  }, 120_000);

  test('ends with the process that started it, be that killed', async () => {
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

describe('where Java is not as it should be', () => {
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

  test('what it said when it ended is passed on', async () => {
    java('echo "No space left" >&2; exit 3');
    await expect(startDynamoDbLocal()).rejects.toThrow('(exit code 3): No space left');
  });
});
