import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The event that tells an extension of one invocation. */
export type InvokeEvent = {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  readonly invokedFunctionArn: string;
};

/** A request of an extension to the extensions API. */
export type Ask = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};
/** The API's reply to an extension; `body` is sent as JSON. */
export type Reply = { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown };

/** The extensions inside one process of a function. */
export type ProcessExtensions = {
  registered(): boolean;
  /** Refuses registrations from now on. */
  closeRegistration(): void;
  /** Sends an event to all extensions. */
  invoke(event: InvokeEvent): void;
  /** Whether every extension waits for its next event. */
  atRest(): boolean;
  /** Resolves when every extension waits for its next event. */
  untilAtRest(): Promise<void>;
  /** Answers a request of an extension; a request for `next` waits until there is an event. */
  answer(ask: Ask): Reply | Promise<Reply>;
};

type Extension = { readonly name: string; give?: ((reply: Reply) => void) | undefined };

const maxExtensions = 10;

/** An error reply of the extensions API. */
export const refusal = (status: number, errorType: string, errorMessage: string): Reply => ({
  status,
  body: { errorType, errorMessage },
});

/** The state that Lambda's extensions API keeps of one process. Source: "Lambda Extensions API reference". */
export function createProcessExtensions(known: { functionName: string; handler: string }): ProcessExtensions {
  const all = new Map<string, Extension>();
  const waiting: (() => void)[] = [];
  let closed = false;
  const atRest = () => [...all.values()].every(({ give }) => give);
  const register = (ask: Ask): Reply => {
    const name = String(ask.headers['lambda-extension-name'] ?? '');
    const refused = refusedRegistration({ name, body: ask.body }, [...all.values()], closed);
    if (refused) return refused;
    const id = randomUUID();
    all.set(id, { name });
    const body = { ...known, functionVersion: '$LATEST' };
    return { status: 200, headers: { 'Lambda-Extension-Identifier': id }, body };
  };
  const next = ({ headers }: Ask): Reply | Promise<Reply> => {
    const extension = all.get(String(headers['lambda-extension-identifier']));
    if (!extension) return refusal(403, 'Extension.UnknownExtensionIdentifier', 'This extension is not registered.');
    return new Promise((resolve) => {
      extension.give = resolve;
      if (atRest()) for (const tell of waiting.splice(0)) tell();
    });
  };
  return {
    registered: () => all.size > 0,
    closeRegistration: () => {
      closed = true;
    },
    invoke(event) {
      for (const extension of all.values()) {
        extension.give?.({ status: 200, body: { eventType: 'INVOKE', ...event } });
        extension.give = undefined;
      }
    },
    atRest,
    untilAtRest: () => (atRest() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    answer(ask) {
      if (ask.method === 'POST' && ask.path === '/2020-01-01/extension/register') return register(ask);
      if (ask.method === 'GET' && ask.path === '/2020-01-01/extension/event/next') return next(ask);
      return refusal(404, 'NotFound', `The local host does not have ${ask.method} ${ask.path}.`);
    },
  };
}

type Registration = { readonly name: string; readonly body: string };

/** The reason why an extension may not register. An internal extension may subscribe to INVOKE only. */
function refusedRegistration({ name, body }: Registration, others: readonly Extension[], closed: boolean) {
  const refused = (type: string, message: string) => refusal(403, `Extension.${type}`, message);
  if (closed) return refused('RegistrationClosed', 'Extensions register while the function starts.');
  if (name === '') return refused('InvalidExtensionName', 'The header Lambda-Extension-Name is missing.');
  if (others.some((other) => other.name === name))
    return refused('AlreadyRegistered', `${name} is registered already.`);
  if (others.length >= maxExtensions) return refused('TooManyExtensions', `There are ${maxExtensions} already.`);
  const events = eventsIn(body);
  if (!events) return refusal(400, 'InvalidRequestFormat', 'The body is not {"events": […]}.');
  if (events.includes('SHUTDOWN'))
    return refused('InvalidEventType', 'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension');
  const unknown = events.find((event) => event !== 'INVOKE');
  return unknown === undefined ? undefined : refused('InvalidEventType', `${unknown}: ErrorInvalidEventType`);
}

function eventsIn(body: string): readonly string[] | undefined {
  try {
    const { events } = JSON.parse(body) as { events?: unknown };
    return Array.isArray(events) ? events.map(String) : undefined;
  } catch {
    return undefined;
  }
}
