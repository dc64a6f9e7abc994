import os from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { checkEntries } from './entries-file.ts';
import type { EntriesJob, EntriesResult } from './entries-job.ts';

/** Below this many entries a second thread costs more than it saves. */
const minEntriesOfThreads = 20_000;

/** Checks all jobs, the largest first, in as many threads as there are processors. Results come in the order of the jobs. */
export async function checkAll(jobs: readonly EntriesJob[]): Promise<EntriesResult[]> {
  const entries = jobs.reduce((sum, job) => sum + job.entries, 0);
  if (entries < minEntriesOfThreads) return jobs.map(checkEntries);
  const waiting = jobs.map((job, at) => ({ job, at })).toSorted((a, b) => a.job.entries - b.job.entries);
  const results: EntriesResult[] = [];
  const threads = Math.min(os.availableParallelism(), jobs.length);
  await Promise.all(Array.from({ length: threads }, () => runThread(waiting, results)));
  return results;
}

function runThread(waiting: { job: EntriesJob; at: number }[], results: EntriesResult[]): Promise<void> {
  const worker = new Worker(new URL(import.meta.url));
  return new Promise((resolve, reject) => {
    let at = -1;
    const next = () => {
      const last = waiting.pop();
      if (!last) {
        resolve(worker.terminate().then(() => undefined));
        return;
      }
      at = last.at;
      worker.postMessage(last.job);
    };
    worker.on('error', reject);
    worker.on('message', (result: EntriesResult) => {
      results[at] = result;
      next();
    });
    next();
  });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  port.on('message', (job: EntriesJob) => port.postMessage(checkEntries(job)));
}
