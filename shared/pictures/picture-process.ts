import { fork } from 'node:child_process';
import { headerOf } from './header.ts';
import type { DrawPicture, PictureOutcome } from './picture.ts';

/** Options of the process that draws pictures. */
export type PictureProcessOptions = {
  /** The bundled worker: `worker.mjs` beside the function's bundle. */
  readonly workerPath: string;
  /** Then the process is killed. */
  readonly timeoutMs?: number;
};

const heapMb = 64;

/**
 * Draws each picture in a process of its own, which has no credentials and is killed when its time is over.
 * Its memory ends with it, so nothing of one person's picture is there when the next is drawn. A picture that its header refuses needs no
 * process.
 */
export function pictureProcess({ workerPath, timeoutMs = 5_000 }: PictureProcessOptions): DrawPicture {
  return async (bytes) => {
    const found = headerOf(bytes);
    return found.ok ? drawApart(bytes, workerPath, timeoutMs) : found;
  };
}

function drawApart(bytes: Uint8Array, workerPath: string, timeoutMs: number): Promise<PictureOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(workerPath, {
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let answered = false;
    child.once('message', (outcome) => {
      answered = true;
      resolve(outcome as PictureOutcome);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (answered) return;
      if (code === null) resolve({ ok: false, problem: 'too_complex' });
      else reject(new Error(`The picture worker ended with ${code}`));
    });
    child.send(bytes, (error) => error && child.kill('SIGKILL'));
  });
}
