import { createWriteStream } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { lockOf } from './exclusively.ts';

/** The open log file of a world's functions. */
export type FunctionLog = {
  readonly file: string;
  write(functionName: string, line: string): void;
  close(): void;
};

/**
 * Writes the functions' output to `wanted`, from its beginning; errors also go to `show`, one readable line each. If another world writes
 * to that file, the log is `NAME-2.log`, or the next free name.
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

/** The error in a line of a function's output, as a sentence; undefined if the line has none. */
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
