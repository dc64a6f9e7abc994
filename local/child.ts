import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

type Run = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
};

/** Runs a program of the repository on this Node and resolves with its output; throws the last lines of it on failure. */
export async function runNode(program: readonly string[], { env, signal }: Run = {}): Promise<string> {
  const child = spawn(process.execPath, [...program], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(`\`node ${program.join(' ')}\` failed:\n${output.trim().split('\n').slice(-15).join('\n')}`);
}
