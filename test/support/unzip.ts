/** Opens zips with another program: Python's zipfile, which checks every checksum. Starting it takes 0.2 s, so one process opens them all. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const script = `
import json, sys, zipfile
for line in sys.stdin:
    file, folder = json.loads(line)
    try:
        with zipfile.ZipFile(file) as opened: opened.extractall(folder)
        print(json.dumps(None), flush=True)
    except Exception as error:
        print(json.dumps(repr(error)), flush=True)
`;

type Python = (line: string) => Promise<string>;

/** The process ends with its input, when this one ends, and never keeps this one from ending. */
function startPython(): Python {
  const python = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = Promise.race([
    once(python, 'error').then(([error]) => error as Error),
    once(python, 'exit').then(() => new Error('python3 ended')),
  ]).then((error) => Promise.reject(error));
  gone.catch(() => {});
  const lines = createInterface({ input: python.stdout });
  python.unref();
  for (const stream of [python.stdin, python.stdout]) (stream as { unref?: () => void }).unref?.();
  return (line) => {
    const answer = once(lines, 'line').then(([text]) => text as string);
    python.stdin.write(`${line}\n`);
    return Promise.race([answer, gone]);
  };
}

let python: Python | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Extracts the zip `file` into `folder`; rejects with what Python says if it does not open. */
export function unzip(file: string, folder: string): Promise<void> {
  const opened = last.then(async () => {
    python ??= startPython();
    const refused = JSON.parse(await python(JSON.stringify([file, folder])));
    if (refused !== null) throw new Error(`python3 does not open ${file}: ${refused}`);
  });
  last = opened.catch(() => {});
  return opened;
}
