import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { keptIdleMs } from '../host/idle.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { accessesOf, type PartitionKeys } from './accesses.ts';
import { callerOf } from './caller.ts';
import { type Access, isAllowed, type Statement } from './statements.ts';

type Options = {
  /** DynamoDB's own address; `accessKeyId` is the access key of its tables. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
  readonly keys: PartitionKeys;
  /** Called for every refusal, with the function's logical id and a sentence. */
  refused(functionId: string, sentence: string): void;
};

/**
 * Starts a proxy before DynamoDB, on 127.0.0.1. Each function may do only what its role in the template allows, so that a missing permission
 * is missing here too. The access key id names the function. The proxy uses one access key for all of them, and nobody checks a signature.
 */
export async function startIamProxy({ endpoint, accessKeyId, statements, keys, refused }: Options) {
  const agent = new Agent({ keepAlive: true });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    if (!comesFromThisMachine(request.headers)) return void response.writeHead(403).end(onlyThisMachine);
    const { authorization = '' } = request.headers;
    const functionId = callerOf(request.headers);
    const denied = deniedIn(request, body, { statements: statements.get(functionId) ?? [], keys });
    const asOwner = { authorization: authorization.replace(functionId, accessKeyId) };
    if (!denied) return forward(request, response, { body, endpoint, agent, headers: asOwner });
    const sentence = `User: ${functionId} is not authorized to perform: ${denied.action} on resource: ${denied.resource} with leading keys [${denied.leadingKeys.join()}]`;
    refused(functionId, sentence);
    refuse(response, sentence);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = keptIdleMs;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

type Rights = { readonly statements: readonly Statement[]; readonly keys: PartitionKeys };

/** The first access of the request that is not allowed. */
function deniedIn({ headers }: IncomingMessage, body: Buffer, { statements, keys }: Rights): Access | undefined {
  const action = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
  return accessesOf(action, JSON.parse(body.toString() || '{}'), keys).find((access) => !isAllowed(statements, access));
}

function refuse(response: ServerResponse, message: string): void {
  const body = { __type: 'com.amazon.coral.service#AccessDeniedException', message };
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

type Forwarded = {
  readonly body: Buffer;
  readonly endpoint: string;
  readonly agent: Agent;
  /** Headers that replace the request's headers of the same names. */
  readonly headers: Readonly<Record<string, string>>;
};

function forward(request: IncomingMessage, response: ServerResponse, { body, endpoint, agent, headers }: Forwarded) {
  const { method } = request;
  const onward = send(endpoint, { method, headers: { ...request.headers, ...headers }, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}
