import type { ServerResponse } from 'node:http';
import { type HostProblem, problemBody, problemType } from './problem.ts';

/** Sends a body with its type. Nothing of the local world is to be cached. */
export function send(response: ServerResponse, status: number, [type, body]: readonly [string, string]): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

export const sendJson = (response: ServerResponse, value: unknown, status = 200): void =>
  send(response, status, ['application/json', JSON.stringify(value)]);

export const sendProblem = (response: ServerResponse, problem: HostProblem): void =>
  send(response, problem.status, [problemType, JSON.stringify(problemBody(problem))]);
