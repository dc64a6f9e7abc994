import { coveredMs, type ReportRequest } from '../../shared/domain/usage/report-request.ts';
import type { UsageMergeDeps } from './deps.ts';

/**
 * The number of instances asked together, more with each step. Lambda reaches the last used instance first, and others while that one is
 * busy. Never more than are registered: calls beyond the idle ones would start new instances.
 */
const steps = [1, 4, 16, 64, 256];
const holdMs = 200;

/** If some did not answer, others are asked after this time. */
const askAgainSeconds = 2;
const maxTimes = 3;

type AskDeps = Pick<UsageMergeDeps, 'segments' | 'admittingFunctions' | 'checks' | 'log'>;

/**
 * Asks an instance to report its served units, unless it has ended or reported since. An instance that is not reached hides at most a
 * hundredth of a limit until its next call or its end.
 */
export async function askToReport(deps: AskDeps, request: ReportRequest): Promise<void> {
  const { environmentId: instanceId, functionName, sentAt, tried = 0 } = request;
  const last = (await deps.segments.head(instanceId))?.segment;
  if (last?.end || Date.parse(last?.at ?? sentAt) >= Date.parse(sentAt) + coveredMs) return;
  const outcome = await reach(deps, request);
  if (outcome === 'reported') return;
  if (outcome === 'unanswered' && tried + 1 < maxTimes)
    return deps.checks.send({ ...request, tried: tried + 1 }, askAgainSeconds);
  deps.log.info('an instance was not reached to report', { environmentId: instanceId, functionName });
}

/** `absent`: all idle instances have answered, so it is gone, or in a call after which it reports. */
async function reach(
  { segments, admittingFunctions }: AskDeps,
  { functionName, environmentId: instanceId }: ReportRequest,
): Promise<'reported' | 'unanswered' | 'absent'> {
  const registered = (await segments.instances()).length;
  let isAnswered = true;
  for (const atOnce of new Set(steps.map((step) => Math.min(step, registered)))) {
    const event = { reportOf: instanceId, holdMs: atOnce > 1 ? holdMs : 0 };
    const asking = Array.from({ length: atOnce }, () => admittingFunctions.ask(functionName, event));
    const answers = await Promise.all(asking);
    if (answers.some((answer) => answer?.isReported)) return 'reported';
    isAnswered = !answers.includes(null);
  }
  return isAnswered ? 'absent' : 'unanswered';
}
