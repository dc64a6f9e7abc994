import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { createExtensionsApi } from '../../../local/host/extensions-api.ts';
import type { FunctionPool } from '../../../local/host/function-pool.ts';
import { createFunctionPool } from '../../../local/host/function-pool.ts';
import type { FunctionSpec } from '../../../local/host/function-spec.ts';
import { startReaper } from '../../../local/host/reaper.ts';

// Processes are slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** A folder that is removed when the test is over. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A bundle: a folder whose `index.mjs` is the given source. */
function bundle(source: string): string {
  const directory = scratch();
  writeFileSync(join(directory, 'index.mjs'), source);
  return directory;
}

type PoolOptions = {
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly idleMs?: number;
  readonly environment?: Record<string, string>;
  readonly offsetMs?: () => number;
};

/** A function from its source, with what it printed; ends with the test. */
export function pool(source: string, options: PoolOptions = {}): FunctionPool & { readonly printed: string[] } {
  const directory = bundle(source);
  const spec: FunctionSpec = {
    name: 'fixture',
    logicalId: 'Fixture',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:Fixture',
    directory,
    handler: 'index.handler',
    timeoutMs: options.timeoutMs ?? 60_000,
    memoryMb: 128,
    concurrency: options.concurrency ?? 4,
    variables: {},
    environment: {
      PATH: process.env.PATH ?? '',
      LAMBDA_TASK_ROOT: directory,
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture',
      ...options.environment,
    },
  };
  const printed: string[] = [];
  const reaper = startReaper();
  const extensionsApi = createExtensionsApi();
  const log = (_: string, line: string) => void printed.push(line);
  const host = { offsetMs: options.offsetMs ?? (() => 0), log, reaper, extensionsApi };
  const created = createFunctionPool(spec, host, options);
  onTestFinished(async () => {
    await created.stop();
    await extensionsApi.stop();
    reaper.stop();
  });
  return { ...created, printed };
}

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;
type Stack = {
  Resources: Resources;
  Outputs?: Record<string, unknown>;
  Parameters?: Record<string, unknown>;
  Conditions?: Record<string, unknown>;
};

/** A cloud assembly as the CDK writes it. `assets` are folders by their hash. */
export function cloudAssembly(stacks: Record<string, Stack>, assets: Record<string, string> = {}): string {
  const directory = scratch();
  mkdirSync(directory, { recursive: true });
  const write = (file: string, content: object) => writeFileSync(join(directory, file), JSON.stringify(content));
  const artifacts: Record<string, object> = {};
  for (const [name, stack] of Object.entries(stacks)) {
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } };
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
    write(`${name}.template.json`, stack);
    const files = Object.entries(assets).map(([hash, path]) => [hash, { source: { path } }]);
    write(`${name}.assets.json`, { files: Object.fromEntries(files) });
  }
  write('manifest.json', { artifacts });
  return directory;
}

/** Whether a process exists, frozen or not; a zombie does not count. */
export const exists = (pid: number): boolean => /^[^Z]/.test(stateOf(pid));

/** The kernel's letter for a process's state: `T` is stopped. Empty if there is no such process. */
export function stateOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .slice(0, 1);
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
