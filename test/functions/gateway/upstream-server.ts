import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';

export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Said = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** An operator's API on this machine, which answers what the test says and keeps what it was asked. */
export async function operatorsApi(host = '127.0.0.1') {
  const seen: Seen[] = [];
  let answer: (request: Seen) => Said | Promise<Said> = () => ({ body: '{}' });
  const server = createHttp(async (request, response) => {
    const asked = await seenOf(request);
    seen.push(asked);
    const { status = 200, headers = { 'content-type': 'application/json' }, body = '' } = await answer(asked);
    response.writeHead(status, headers).end(body);
  });
  const port = await listening(server, host);
  return {
    port,
    url: `http://${host}:${port}`,
    seen,
    says(next: Said | typeof answer) {
      answer = typeof next === 'function' ? next : () => next;
    },
    close: () => closed(server),
  };
}

async function seenOf(request: IncomingMessage): Promise<Seen> {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  const headers = Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(' AND ')]),
  );
  return { method: request.method ?? '', url: request.url ?? '', headers, body };
}

/** A server that sends these bytes to whoever asks, and then ends the connection, or leaves it open. */
export async function bytesServer(bytes: string | Buffer, end = true) {
  let connections = 0;
  const server = createTcp((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(bytes);
      if (end) socket.end();
    });
  });
  const port = await listening(server, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, connections: () => connections, close: () => closed(server) };
}

function listening(server: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
