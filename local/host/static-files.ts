import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { sendProblem } from './send-answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
};

type Wanted = {
  /** The file's path, from the root. */
  readonly path: string;
  /** The status that the viewer gets for an existing file. */
  readonly statusOf: (status: number) => number;
};

/** Serves the files of folders, the first that has it first. Answers 404 and 405 as problems. */
export function staticFiles(roots: readonly string[]) {
  return async (request: IncomingMessage, response: ServerResponse, { path, statusOf }: Wanted): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendProblem(response, {
        status: 405,
        code: 'method_not_allowed',
        detail: `${path} is a page or a file: it takes GET and HEAD.`,
      });
    const file = fileFor(path);
    const content = file && (await firstOf(roots.map((root) => join(root, file))));
    if (!content) return sendProblem(response, notFound(path));
    response.writeHead(statusOf(200), {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': content.length,
      'cache-control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
}

/** The contents of the first file that exists. */
async function firstOf(files: readonly string[]): Promise<Buffer | undefined> {
  for (const file of files) {
    const content = await readFile(file).catch(() => undefined);
    if (content) return content;
  }
  return undefined;
}

/** The file's path relative to the root, never above it; undefined for a path that cannot name a file. */
function fileFor(path: string): string | undefined {
  try {
    const name = normalize(decodeURIComponent(path));
    if (name.includes('\0') || name.split(/[\\/]/).includes('..')) return undefined;
    return name;
  } catch {
    return undefined;
  }
}

/** The problem for an address with nothing behind it. */
export const notFound = (path: string) => ({
  status: 404,
  code: 'not_found',
  detail: `There is nothing at ${path.slice(0, 200)}.`,
});
