import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type FunctionLog = {
  readonly file: string;
  write(functionName: string, line: string): void;
  close(): void;
};

/** Writes what functions print to `file`, from its beginning; errors also go to `show`, one readable line each. */
export function openFunctionLog(file: string, show: (line: string) => void): FunctionLog {
  mkdirSync(dirname(file), { recursive: true });
  const stream = createWriteStream(file).on('error', (error) => show(`The log cannot be written: ${error.message}`));
  return {
    file,
    write(functionName, line) {
      if (stream.writableEnded) return;
      stream.write(`${functionName} ${line}\n`);
      const error = errorIn(line);
      if (error) show(`${functionName}: ${error}`);
    },
    close: () => void stream.end(),
  };
}

/** The sentence of an error in a line of a function's output; undefined where it is none. */
function errorIn(line: string): string | undefined {
  if (/^(Uncaught )?\w*Error\b/.test(line)) return line;
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, message, error } = JSON.parse(line);
    if (String(level).toLowerCase() !== 'error') return undefined;
    return [message, causeOf(error)].filter(Boolean).join(': ');
  } catch {
    return undefined;
  }
}

const causeOf = (error: unknown): string | undefined => {
  if (error === null || typeof error !== 'object' || !('message' in error)) return error ? String(error) : undefined;
  const cause = 'cause' in error ? causeOf(error.cause) : undefined;
  return cause ? `${error.message} (${cause})` : String(error.message);
};
