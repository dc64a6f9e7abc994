import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { keptIdleMs } from '../host/idle.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { accessesOf, type PartitionKeys } from './accesses.ts';
import { callerOf } from './caller.ts';
import { type ServiceRequest, serviceAccessesOf } from './service-accesses.ts';
import { type Access, isAllowed, type Statement } from './statements.ts';

type ServiceOptions = {
  /** The service's own address. */
  readonly endpoint: string;
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
  /** Called for every refusal, with the function's logical id and a sentence. */
  refused(functionId: string, sentence: string): void;
};

type Options = ServiceOptions & {
  /** The access key of DynamoDB's tables. */
  readonly accessKeyId: string;
  readonly keys: PartitionKeys;
};

/**
 * Starts a proxy before DynamoDB, on 127.0.0.1. Each function may do only what its role in the template allows, so that a missing permission
 * is missing here too. The access key id names the function. The proxy uses one access key for all of them, and nobody checks a signature.
 */
export const startIamProxy = ({ keys, ...options }: Options) =>
  startProxy({
    ...options,
    accesses: ({ headers, body }) =>
      accessesOf(String(headers['x-amz-target'] ?? '').split('.')[1] ?? '', JSON.parse(body || '{}'), keys),
  });

/** The same before the stand-ins for SQS, S3, SSM, KMS and SES. */
export const startServiceProxy = (options: ServiceOptions) => startProxy({ ...options, accesses: serviceAccessesOf });

type ProxyOptions = ServiceOptions & {
  readonly accessKeyId?: string;
  readonly accesses: (request: ServiceRequest) => Access[];
};

async function startProxy({ endpoint, accessKeyId, statements, accesses, refused }: ProxyOptions) {
  const agent = new Agent({ keepAlive: true });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    if (!comesFromThisMachine(request.headers)) return void response.writeHead(403).end(onlyThisMachine);
    const { authorization = '' } = request.headers;
    const functionId = callerOf(request.headers);
    const { method = '', url = '', headers } = request;
    const rights = statements.get(functionId) ?? [];
    const asked = accesses({ method, url, headers, body: body.toString() });
    const denied = asked.find((access) => !isAllowed(rights, access));
    const asOwner = { authorization: authorization.replace(functionId, accessKeyId ?? functionId) };
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
  const { method, url } = request;
  const onward = send(
    new URL(url ?? '/', endpoint),
    { method, headers: { ...request.headers, ...headers }, agent },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  onward.end(body);
}
