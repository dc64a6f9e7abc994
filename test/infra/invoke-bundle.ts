import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Call = { readonly route: string; readonly headers: Readonly<Record<string, string>> };

type Outcome = { readonly error?: string; readonly hasHandler: boolean; readonly answers: readonly unknown[] };

const run = promisify(execFile);

/** Imports `index.mjs`, sends it the events one after the other, and prints the results as the last line. */
const script = `
  const outcome = await (async () => {
    const { handler } = await import(process.env.BUNDLE);
    const answers = [];
    for (const event of JSON.parse(process.env.EVENTS))
      answers.push(await handler(event, { getRemainingTimeInMillis: () => 1000 }));
    return { hasHandler: typeof handler === 'function', answers };
  })().catch((error) => ({ error: error.message }));
  process.stdout.write('\\n' + JSON.stringify(outcome), () => process.exit(0));`;

/** Runs a bundle in its own process with only the variables of `environment`; throws if it does not start or a call throws. */
export async function invokeBundle(assetDir: string, environment: Record<string, string>, calls: readonly Call[] = []) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: assetDir,
    timeout: 20_000,
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...environment,
      BUNDLE: `${assetDir}/index.mjs`,
      EVENTS: JSON.stringify(calls.map(eventOf)),
    },
  });
  const outcome = JSON.parse(stdout.split('\n').at(-1) ?? '') as Outcome;
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome;
}

function eventOf({ route, headers }: Call) {
  const [method = '', path = ''] = route.split(' ');
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: {
      requestId: 'request-1',
      routeKey: route,
      stage: '$default',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
    },
    isBase64Encoded: false,
  };
}
