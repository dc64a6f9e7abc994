import type { ServerResponse } from 'node:http';
import type { FunctionPool } from '../host/function-pool.ts';
import { sendJson, sendProblem } from '../host/send-answer.ts';

/** Runs the named one of `jobs` now and sends its report. 404 lists the known jobs, 502 says why the job failed. */
export async function runJob(response: ServerResponse, name: string, jobs: readonly FunctionPool[]): Promise<void> {
  const job = jobs.find(({ spec }) => spec.name === name);
  if (!job) {
    const known = jobs.map(({ spec }) => spec.name).join(', ') || 'none';
    const detail = `There is no job ${name.slice(0, 100)}; this deployment has: ${known}.`;
    return sendProblem(response, { status: 404, code: 'not_found', detail });
  }
  const outcome = await job.invoke({ 'detail-type': 'Scheduled Event', source: 'tollgate.local', detail: {} });
  if (outcome.ok) return sendJson(response, outcome.value);
  sendProblem(response, { status: 502, code: 'internal', detail: `${name} failed: ${outcome.message}.` });
}
