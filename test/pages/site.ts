import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerPage, openPage } from '../../infra/page-routing.ts';
import { pageAddresses } from '../../pages/addresses.ts';
import tollgate from '../../tollgate.config.ts';
import { type StubAnswer, stubOf } from './stub.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.html': 'text/html; charset=utf-8',
};
const policy =
  "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The built pages behind the code that runs at the edge, with answers for samples and facts. */
export type PagesSite = {
  readonly origin: string;
  /** Answers in place of the stub's own, by path; a promise keeps the caller waiting. */
  readonly faults: Map<string, StubAnswer | Promise<StubAnswer>>;
  /** Paths with query that were asked for, beside files. */
  readonly calls: string[];
  close(): Promise<void>;
};

type EdgeEvent = { readonly request: { uri: string; readonly querystring: object }; readonly response?: object };
const edge = (code: string) =>
  new Function(`${code}; return handler;`)() as (event: EdgeEvent) => { uri: string; statusCode?: number };
const addresses = pageAddresses(tollgate);
const [onRequest, onResponse] = [edge(openPage(addresses)), edge(answerPage(addresses))];

/** Serves `folder` on a free port of this machine, with gzip, under the policy that production sends. */
export async function startPagesSite(folder: string): Promise<PagesSite> {
  const server = createServer((request, response) => void respond(request, response));
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const stub = (await site.faults.get(url.pathname)) ?? stubOf(url);
    if (stub) {
      site.calls.push(url.pathname + url.search);
      return void response
        .writeHead(stub.status, { 'x-request-id': 'req_1', 'content-type': stub.type })
        .end(stub.body);
    }
    const opened = onRequest({ request: { uri: url.pathname, querystring: {} } });
    const file =
      opened.uri === '/app.html' ? undefined : await readFile(join(folder, opened.uri)).catch(() => undefined);
    const { statusCode } = onResponse({
      request: { uri: url.pathname, querystring: {} },
      response: { statusCode: file ? 200 : 404 },
    });
    const headers = {
      'content-type': types[extname(opened.uri)] ?? 'text/plain',
      'content-security-policy': policy,
      'content-encoding': 'gzip',
    };
    response.writeHead(statusCode ?? 500, headers).end(gzipSync(file ?? 'There is nothing here.'));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: PagesSite = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    faults: new Map(),
    calls: [],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return site;
}
