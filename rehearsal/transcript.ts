import { readOf } from './fields.ts';
import type { Names } from './names.ts';

/** A request and its answer as they went over the network. */
export type Exchange = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: unknown;
  readonly requestId: string;
};

/** One line of a recording: a request with its answer, a move of the test clock, or something that the product read from answers. */
export type Step =
  | { readonly call: string; readonly sent?: unknown; readonly status: number; readonly answer?: unknown }
  | { readonly clock: string }
  | { readonly saw: string; readonly value: unknown };

type Line = { step: Step | null; requestId?: string };

/** The lines of a case while it runs. */
export type Transcript = {
  /** Takes the place of a request that begins, so that lines have the order of requests. */
  begin(): (exchange: Exchange) => void;
  note(step: Step): void;
  /** A place to return to: what a poll saw before it was over is not kept. */
  mark(): number;
  rewind(mark: number): void;
  steps(): readonly Step[];
  /** The id of the last request that was answered. */
  lastRequestId(): string | null;
  requestIds(): readonly (string | undefined)[];
};

/** An empty transcript, whose lines have these names. */
export function transcriptOf(names: Names): Transcript {
  const lines: Line[] = [];
  let last: string | null = null;
  return {
    begin() {
      const line: Line = { step: null };
      lines.push(line);
      return (exchange) => {
        last = exchange.requestId;
        Object.assign(line, { step: stepOf(exchange, names), requestId: exchange.requestId });
        dropFailedTry(lines, line);
      };
    },
    note: (step) => void lines.push({ step: names.of(step) as Step }),
    mark: () => lines.length,
    rewind: (mark) => void lines.splice(mark),
    steps: () => lines.flatMap(({ step }) => step ?? []),
    lastRequestId: () => last,
    requestIds: () => lines.filter(({ step }) => step).map(({ requestId }) => requestId),
  };
}

function stepOf({ method, path, body, status, answer }: Exchange, names: Names): Step {
  const [address = '', query = ''] = path.split('?');
  const sent = names.of(sentIn(method === 'GET' || method === 'DELETE' ? query : body));
  const isOwn = (element: unknown) =>
    /^(customer|subscription|charge|lookup_keys|payment_intent)\b/m.test(query.replaceAll('&', '\n')) ||
    names.knows(JSON.stringify(element));
  const read = names.of(readOf(answer, isScoped(address) ? undefined : isOwn));
  const isBare = (value: unknown) => value !== null && typeof value === 'object' && Object.keys(value).length === 0;
  return {
    call: `${method} ${names.of(address)}`,
    ...(isBare(sent) ? {} : { sent }),
    status,
    ...(isBare(read) && !Array.isArray(read) ? {} : { answer: read }),
  };
}

/** Whether a list's address names the object that it belongs to. */
const isScoped = (address: string): boolean => address.split('/').length > 4;

function sentIn(text: string): Record<string, string> | unknown {
  if (text.startsWith('{')) return JSON.parse(text);
  return Object.fromEntries(new URLSearchParams(text));
}

/** The SDK makes a request again that met a lock or a failure; only its last answer counts. */
function dropFailedTry(lines: Line[], line: Line): void {
  const at = lines.indexOf(line);
  const [before, now] = [lines[at - 1]?.step, line.step];
  if (!before || !now || !('call' in before) || !('call' in now)) return;
  const isSame = before.call === now.call && JSON.stringify(before.sent) === JSON.stringify(now.sent);
  if (isSame && [409, 429].includes(before.status)) lines.splice(at - 1, 1);
}
