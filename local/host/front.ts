import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { namesThisMachine, onlyThisMachine } from '../loopback.ts';
import { rawProblem } from './problem.ts';
import { sendProblem } from './send-answer.ts';

/** Answers one request; `url` is its address, parsed. */
export type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** API Gateway's limit for the request line and headers together, in bytes. */
const maxHeaderBytes = 10_240;

/**
 * Listens on the loopback addresses only, including IPv6's if the machine has it, so that `localhost` reaches it however it resolves. It
 * answers only under this machine's names. Requests that cannot be parsed get a problem. Throws one sentence if the port is taken.
 */
export async function listen(port: number, handle: Handle): Promise<{ close(): Promise<void> }> {
  const servers = [await bind('127.0.0.1', port, handle)];
  try {
    servers.push(await bind('::1', port, handle));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      await Promise.all(servers.map(close));
      throw portTaken(port);
    }
  }
  return { close: async () => void (await Promise.all(servers.map(close))) };
}

const portTaken = (port: number) =>
  new Error(`Port ${port} is taken: something else listens there. Stop it, or set PORT to another.`);

function bind(host: string, port: number, handle: Handle): Promise<Server> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    respond(handle, request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.on('clientError', refuse);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' && host === '127.0.0.1' ? portTaken(port) : error),
    );
    server.listen(port, host, () => resolve(server));
  });
}

async function respond(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/', headers } = request;
  if (!namesThisMachine(headers))
    return sendProblem(response, { status: 403, code: 'origin_not_allowed', detail: onlyThisMachine });
  const address = url.startsWith('/') ? `http://localhost${url}` : url;
  if (URL.canParse(address)) return handle(request, response, new URL(address));
  sendProblem(response, { status: 400, code: 'invalid_request', detail: 'The address cannot be parsed.' });
}

/** Sockets whose request was refused; anything else that they send causes further errors, which mean nothing. */
const refused = new WeakSet<Socket>();

/** Answers a request that Node could not parse, then reads on for a moment so that the client sees the answer. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const oversized = error.code === 'HPE_HEADER_OVERFLOW';
  socket.end(
    rawProblem(
      oversized
        ? {
            status: 431,
            code: 'too_large',
            detail: `Request line and headers are larger than ${maxHeaderBytes} bytes together.`,
          }
        : { status: 400, code: 'invalid_request', detail: 'The request is not valid HTTP.' },
    ),
  );
  socket.resume();
  setTimeout(() => socket.destroy(), 2_000).unref();
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Whether nothing listens on the loopback port. */
export async function isFree(port: number): Promise<boolean> {
  const nothing: Handle = async () => {};
  return listen(port, nothing).then(
    (server) => server.close().then(() => true),
    () => false,
  );
}
