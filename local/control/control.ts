import type { Handle } from '../host/front.ts';
import { sendProblem } from '../host/send-answer.ts';
import { notFound } from '../host/static-files.ts';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { actions } from './actions.ts';
import type { Controlled } from './controlled.ts';
import { runJob } from './jobs.ts';

const prefix = '/__local/';

/** Puts `/__local/` in front of the deployment (`docs/architecture.md`, "A local world"). Only pages and programs of this machine may use it. */
export function withControl(world: Controlled, deployment: Handle): Handle {
  return async (request, response, url) => {
    if (!url.pathname.startsWith(prefix)) return deployment(request, response, url);
    if (!comesFromThisMachine(request.headers))
      return sendProblem(response, { status: 403, code: 'origin_not_allowed', detail: onlyThisMachine });
    const action = url.pathname.slice(prefix.length);
    if (request.method === 'POST' && action.startsWith('jobs/'))
      return runJob(response, action.slice('jobs/'.length), world.jobs);
    const handler = actions[`${request.method} ${action}`];
    if (handler) return handler(world, request, response);
    sendProblem(response, notFound(url.pathname));
  };
}
