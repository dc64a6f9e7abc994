// Runs inside a function's process: imports the bundle's handler and answers one event at a time over IPC.
import { pathToFileURL } from 'node:url';

const maxResponseBytes = 6 * 1024 * 1024;
const RealDate = Date;
let offsetMs = 0;

const now = () => RealDate.now() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new Date().toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = Date;

const { LAMBDA_TASK_ROOT, _HANDLER, AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_FUNCTION_MEMORY_SIZE } = process.env;
const [file, exported] = _HANDLER.split('.');

const failure = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: String(error?.message ?? error),
});

function contextOf({ requestId, arn, timeoutMs }) {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    functionName: AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: `/aws/lambda/${AWS_LAMBDA_FUNCTION_NAME}`,
    logStreamName: String(process.pid),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function answer(handler, message) {
  const value = JSON.stringify((await handler(message.event, contextOf(message))) ?? null);
  if (Buffer.byteLength(value) > maxResponseBytes)
    throw new Error(`The response is larger than ${maxResponseBytes} bytes, the most that a function may answer`);
  return { value };
}

process.on('disconnect', () => process.exit());
process.on('message', async (message) => {
  offsetMs = message.offsetMs;
  // The host sends SIGTERM by this message, because the message carries the local time.
  if (message.terminate) return void process.kill(process.pid, 'SIGTERM');
  try {
    process.send(await answer(handler, message));
  } catch (error) {
    console.error(error);
    process.send({ failure: failure(error) });
  }
});

const handler = await import(pathToFileURL(`${LAMBDA_TASK_ROOT}/${file}.mjs`)).then(
  (module) => module[exported],
  (error) => {
    console.error(error);
    process.send({ initFailure: failure(error) }, () => process.exit(1));
  },
);
if (typeof handler === 'function') process.send({ ready: true });
else if (process.connected)
  process.send({ initFailure: failure(new Error(`${_HANDLER} is not a function`)) }, () => process.exit(1));
