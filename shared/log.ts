/** One JSON object a line, as CloudWatch reads it. Never given a secret, a body or a header: only names, ids and counts. */
type Fields = Readonly<Record<string, unknown>>;

/** A log of one function, one JSON object a line. */
export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** `error` is written with its stack and its causes. */
  error(message: string, error: unknown, fields?: Fields): void;
}

/** A log of one function. `write` takes a finished line; it is standard output unless told otherwise. */
export function logOf(functionName: string, write: (line: string) => void = (line) => console.log(line)): Log {
  const line = (level: string, message: string, fields: Fields) =>
    write(JSON.stringify({ level, time: new Date().toISOString(), function: functionName, message, ...fields }));
  return {
    info: (message, fields = {}) => line('info', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    error: (message, error, fields = {}) => line('error', message, { ...fields, error: describe(error) }),
  };
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}
