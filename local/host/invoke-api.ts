import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callerOf } from '../iam/caller.ts';
import { isAllowed, type Statement } from '../iam/statements.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { readBody } from './body.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Invocation } from './function-spec.ts';
import { functionIdIn } from './functions.ts';
import { keptIdleMs } from './idle.ts';

/** The largest event of a synchronous invocation. Source: Lambda Developer Guide, "Lambda quotas": 6 MB. */
const maxBodyBytes = 6 * 1024 * 1024;

type Options = {
  readonly functions: readonly FunctionPool[];
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
};

/**
 * Starts Lambda's Invoke on 127.0.0.1, for functions that call other functions. It is synchronous, and each function may invoke only the
 * functions that its role names. Source: AWS Lambda API Reference, Invoke.
 */
export async function startInvokeApi(options: Options) {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  server.keepAliveTimeout = keptIdleMs;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, { functions, statements }: Options) {
  const { method, headers, url = '' } = request;
  const body = await readBody(request, maxBodyBytes);
  if (!comesFromThisMachine(headers)) return void response.writeHead(403).end(onlyThisMachine);
  const [, encoded] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(url) ?? [];
  const isWaiting = (headers['x-amz-invocation-type'] ?? 'RequestResponse') === 'RequestResponse';
  if (method !== 'POST' || encoded === undefined || !isWaiting)
    return refuse(response, 404, 'UnknownOperationException', `There is no stand-in for ${method} ${url}`);
  const name = decodeURIComponent(encoded);
  const id = functionIdIn(name);
  const pool = functions.find(({ spec }) => spec.logicalId === id || spec.environment.AWS_LAMBDA_FUNCTION_NAME === id);
  const caller = callerOf(headers);
  const access = { action: 'lambda:InvokeFunction', resource: pool?.spec.arn ?? name, leadingKeys: [] };
  if (!isAllowed(statements.get(caller) ?? [], access))
    return refuse(
      response,
      403,
      'AccessDeniedException',
      `User: ${caller} is not authorized to perform: ${access.action} on resource: ${access.resource}`,
    );
  if (!pool) return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  write(response, await pool.invoke(JSON.parse(body?.toString() || '{}')));
}

/** Writes the outcome. A failed function gets status 200 as well; a header says that it failed. */
function write(response: ServerResponse, invocation: Invocation): void {
  const failed = !invocation.ok && { 'x-amz-function-error': 'Unhandled' };
  response.writeHead(200, { 'content-type': 'application/json', ...failed });
  const { reason, message } = invocation.ok ? { reason: '', message: '' } : invocation;
  response.end(
    JSON.stringify(invocation.ok ? (invocation.value ?? null) : { errorType: reason, errorMessage: message }),
  );
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ Type: 'User', Message: message }));
}
