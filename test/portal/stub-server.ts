import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Answer, Call } from './stub-answers.ts';
import { answer } from './stub-api.ts';
import type { World } from './stub-state.ts';
import { freshWorld } from './stub-world.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'self'; img-src 'self' data: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const forGood = 'public, max-age=31536000, immutable';

/** A site under test: the built portal and the stub API on one origin, under the policy and with the caching that production sends. */
export type Site = {
  readonly origin: string;
  world: World;
  /** Answers that replace the stub's own, by `METHOD /path`; a promise keeps the caller waiting. */
  readonly faults: Map<string, Answer | Promise<Answer>>;
  readonly calls: Call[];
  close(): Promise<void>;
};

async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://stub');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method = 'GET', headers } = request;
  return { method, path: url.pathname, query: url.searchParams, body: text ? JSON.parse(text) : {}, headers };
}

function send(response: ServerResponse, { status, body, text, file }: Answer) {
  if (file) return response.writeHead(status, { 'content-type': file.type }).end(file.bytes);
  const type =
    text !== undefined ? 'text/plain; charset=utf-8' : `application/${status >= 400 ? 'problem+json' : 'json'}`;
  response.writeHead(status, { 'content-type': type }).end(text ?? (body && JSON.stringify(body)));
}

/** The site's start page is a public page, which is not the portal's: this one only shows that it was reached. */
const startPage = '<!doctype html><title>Start</title><main><h1>Start</h1><a href="/sign-in">Sign in</a></main>';

async function sendFile(response: ServerResponse, folder: string, path: string) {
  if (path === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(startPage);
  const name = extname(path) ? path : '/app.html';
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  const type = types[extname(name)] ?? 'text/plain';
  const caching = name.startsWith('/assets/') ? forGood : 'no-cache';
  const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': caching };
  response.writeHead(bytes ? 200 : 404, headers).end(bytes);
}

/** Serves the portal built in `folder` on a free port of this machine. */
export async function startSite(folder: string): Promise<Site> {
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    const reply = (await site.faults.get(`${call.method} ${call.path}`)) ?? answer(site.world, call);
    if (!reply) return sendFile(response, folder, call.path);
    site.calls.push(call);
    send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: Site = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    world: freshWorld(),
    faults: new Map(),
    calls: [],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return site;
}
