import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { namesThisMachine, onlyThisMachine } from './loopback.ts';

const maxBodyBytes = 1_000_000;
/** Longer than a caller may be frozen. A frozen caller does not see that its connection was closed, and sends into it. */
const keptIdleMs = 75_000;

type Answer = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

/** A listening server; `origin` has no slash at the end. */
export type HttpServer = { readonly origin: string; stop(): Promise<void> };

/** Listens on `host`:`port` (0 for any) and answers with `answer`; rejects where the port is taken. */
export async function listen(
  address: { readonly host: string; readonly port: number },
  answer: Answer,
): Promise<HttpServer> {
  const server = createServer((request, response) => void serve(request, response, answer));
  server.keepAliveTimeout = keptIdleMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${address.host}:${port}`, stop: () => close(server) };
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const body = await readBody(request);
  const { status, headers, body: text } = await answerTo(request, body, answer);
  response.writeHead(status, { 'content-length': Buffer.byteLength(text), ...headers }).end(text);
}

function answerTo(request: IncomingMessage, body: string | null, answer: Answer): HttpAnswer | Promise<HttpAnswer> {
  if (!namesThisMachine(request.headers)) return plainError(403, onlyThisMachine);
  return body === null ? tooLarge : safely(() => answer(requestOf(request, body)));
}

function requestOf(request: IncomingMessage, body: string): HttpRequest {
  const [path = '', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return { method: request.method ?? 'GET', path, query, body, headers: request.headers };
}

/** Turns a bug of the simulator into a 500 that says so, and prints its stack on stderr. */
async function safely(answer: () => HttpAnswer | Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await answer();
  } catch (error) {
    console.error(error);
    return plainError(500, 'The Stripe simulator failed. Its standard error says where.');
  }
}

const plainError = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'stripe-should-retry': 'false' },
  body: JSON.stringify({ error: { type: 'api_error', message } }),
});

const tooLarge = plainError(413, 'The request body is too large.');

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size > maxBodyBytes ? null : Buffer.concat(chunks).toString('utf8');
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
