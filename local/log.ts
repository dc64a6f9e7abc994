import { createWriteStream } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { lockOf } from './exclusively.ts';

export type FunctionLog = {
  readonly file: string;
  write(functionName: string, line: string): void;
  close(): void;
};

/**
 * Writes what functions print to `wanted`, from its beginning; errors also go to `show`, one readable line each. Where another world writes
 * to that file, it is left alone: the log is then `NAME-2.log`, or the next that is free.
 */
export function openFunctionLog(wanted: string, show: (line: string) => void): FunctionLog {
  const { file, lock } = freeFile(wanted);
  const stream = createWriteStream(file).on('error', (error) => show(`The log cannot be written: ${error.message}`));
  return {
    file,
    write(functionName, line) {
      if (stream.writableEnded) return;
      stream.write(`${functionName} ${line}\n`);
      const error = errorIn(line);
      if (error) show(`${functionName}: ${error}`);
    },
    close() {
      stream.end();
      if (lock.isOpen) lock.close();
    },
  };
}

function freeFile(wanted: string, number = 1): { readonly file: string; readonly lock: DatabaseSync } {
  const file = number === 1 ? wanted : wanted.replace(/(\.\w+)?$/, `-${number}$1`);
  const lock = lockOf(`${file}.lock`);
  return lock ? { file, lock } : freeFile(wanted, number + 1);
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
