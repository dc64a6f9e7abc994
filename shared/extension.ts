/**
 * Work of an instance beside its answers: an internal Lambda extension, registered for INVOKE.
 * Lambda freezes an instance only once the runtime has answered and every extension has asked for the next event.
 * It sends SIGTERM only where an extension is registered, up to 500 ms before the process is killed.
 * Source: "Using the Lambda Extensions API to create extensions", "Lambda execution environment lifecycle".
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { setImmediate as afterIo, setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';

/** Work that an instance does beside its answers. */
export type BesideAnswers = {
  /** Runs once after each answer, which does not wait for it. A failure is logged, and the work is repeated with the next call. */
  afterAnswer(): Promise<void>;
  /** The instance ends: some 300 ms are left. May be called while `afterAnswer` runs, never twice. */
  close(): Promise<void>;
  readonly log: Log;
};

/** Puts a handler under watch, so that it is known when it has answered. */
export type Watch = <Event, Context extends { readonly awsRequestId: string }, Result>(
  handler: (event: Event, context: Context) => Promise<Result>,
) => (event: Event, context: Context) => Promise<Result>;

/** The name under which Lambda knows the function of this process; undefined outside of Lambda. Source: Lambda Developer Guide, "Defined runtime environment variables". */
export const ownFunctionName = (): string | undefined => process.env.AWS_LAMBDA_FUNCTION_NAME;

const path = '/2020-01-01/extension';
const retryMs = 100;

/**
 * Keeps the instance awake after each answer until `afterAnswer` is done, and ends it with `close`. Call it while the module
 * loads and wrap the handler in what it gives. Does nothing where `AWS_LAMBDA_RUNTIME_API` is not set; throws where Lambda does
 * not take the extension.
 */
export async function runBeside(work: BesideAnswers): Promise<Watch> {
  const api = process.env.AWS_LAMBDA_RUNTIME_API;
  if (api === undefined) return (handler) => handler;
  const next = await register(`http://${api}${path}`);
  const answers = answersGiven();
  process.once('SIGTERM', () => void end(work));
  void serve(next, answers.of, work);
  return (handler) => async (event, context) => {
    try {
      return await handler(event, context);
    } finally {
      answers.note(context.awsRequestId);
    }
  };
}

/** Never returns: Lambda may freeze the instance once it asks for the next event. */
async function serve(next: () => Promise<string>, answered: (requestId: string) => Promise<void>, work: BesideAnswers) {
  for (;;) {
    try {
      await answered(await next());
    } catch (error) {
      work.log.error('the next event could not be asked for', error);
      await sleep(retryMs);
      continue;
    }
    await afterIo();
    try {
      await work.afterAnswer();
    } catch (error) {
      work.log.error('work after the answer failed: it comes again with the next call', error);
    }
  }
}

async function end({ close, log }: BesideAnswers): Promise<void> {
  try {
    await close();
  } catch (error) {
    log.error('the instance could not be closed', error);
  }
  process.exit();
}

/** Which requests have been answered: the extension hears of a request before or after its handler is done. */
function answersGiven() {
  const given = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    note(requestId: string): void {
      const tell = waiting.get(requestId);
      if (tell) tell();
      else given.add(requestId);
      waiting.delete(requestId);
    },
    of: (requestId: string): Promise<void> =>
      given.delete(requestId)
        ? Promise.resolve()
        : new Promise((resolve) => void waiting.set(requestId, () => resolve())),
  };
}

/** Registers the extension; answers what waits for the next event and gives the id of its request. */
async function register(api: string): Promise<() => Promise<string>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { headers } = await ask(`${api}/register`, {
    agent,
    method: 'POST',
    headers: { 'Lambda-Extension-Name': 'tollgate', 'Content-Type': 'application/json' },
    body: JSON.stringify({ events: ['INVOKE'] }),
  });
  const identifier = String(headers['lambda-extension-identifier']);
  const asking = { agent, method: 'GET', headers: { 'Lambda-Extension-Identifier': identifier } };
  return async () => (JSON.parse((await ask(`${api}/event/next`, asking)).body) as { requestId: string }).requestId;
}

type Asking = {
  readonly agent: Agent;
  readonly method: string;
  readonly headers: Record<string, string>;
  body?: string;
};

/** Without a time-out: the instance may be frozen for hours between the question and its answer. */
function ask(
  url: string,
  { body, ...options }: Asking,
): Promise<{ headers: IncomingMessage['headers']; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.headers, body: text });
        else reject(new Error(`Lambda's extensions API answered ${response.statusCode} to ${url}: ${text}`));
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
