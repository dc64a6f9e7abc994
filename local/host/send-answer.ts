import type { ServerResponse } from 'node:http';
import { type HostProblem, problemBody, problemType } from './problem.ts';

/** Sends a body with its content type. Nothing of the local world may be cached. */
export function send(response: ServerResponse, status: number, [type, body]: readonly [string, string]): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** Sends a value as JSON, with status 200 unless given. */
export const sendJson = (response: ServerResponse, value: unknown, status = 200): void =>
  send(response, status, ['application/json', JSON.stringify(value)]);

/** Sends a problem as `application/problem+json` with its own status. */
export const sendProblem = (response: ServerResponse, problem: HostProblem): void =>
  send(response, problem.status, [problemType, JSON.stringify(problemBody(problem))]);
