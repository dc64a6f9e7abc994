import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { readBody } from './body.ts';
import { keptIdleMs } from './idle.ts';
import { createProcessExtensions, type ProcessExtensions, refusal } from './process-extensions.ts';

/** Lambda's extensions API for all processes of the host: one server with a path for each process. */
export type ExtensionsApi = {
  /** Adds a process: `address` is its `AWS_LAMBDA_RUNTIME_API`; call `close` when the process is gone. */
  open(of: { functionName: string; handler: string }): Promise<{
    readonly address: string;
    readonly extensions: ProcessExtensions;
    close(): void;
  }>;
  stop(): Promise<void>;
};

const maxBodyBytes = 10_000;

/** Starts the API on 127.0.0.1. It has no other part of Lambda's runtime API, because the shim delivers events and answers. */
export function createExtensionsApi(): ExtensionsApi {
  const processes = new Map<string, ProcessExtensions>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, id = '', ...rest] = (request.url ?? '').split('/');
    const { method = '', headers } = request;
    const body = (await readBody(request, maxBodyBytes))?.toString() ?? '';
    const asked = processes.get(id)?.answer({ method, path: `/${rest.join('/')}`, headers, body });
    const reply = (await asked) ?? refusal(404, 'NotFound', 'There is no such process.');
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body));
  };
  const server = createServer((request, response) => {
    if (!comesFromThisMachine(request.headers)) return void response.writeHead(403).end(onlyThisMachine);
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.keepAliveTimeout = keptIdleMs;
  const listening = once(server.listen(0, '127.0.0.1').unref(), 'listening');
  return {
    async open(of) {
      await listening;
      const { port } = server.address() as AddressInfo;
      const id = randomUUID();
      const extensions = createProcessExtensions(of);
      processes.set(id, extensions);
      return { address: `127.0.0.1:${port}/${id}`, extensions, close: () => void processes.delete(id) };
    },
    async stop() {
      await listening;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
