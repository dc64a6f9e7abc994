import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '../domain/access/public-address.ts';

/** A call to another server. */
export type OutgoingCall = {
  /** Scheme, host and port; a path of it is not looked at. */
  readonly base: URL;
  readonly method: string;
  /** Path and query as they are sent, beginning with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: none. */
  readonly body?: Buffer;
  /** From looking its name up to the last byte. */
  readonly timeoutMs: number;
};

/** The reply to such a call. */
export type OutgoingReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came: perhaps compressed. */
  readonly body: Buffer;
};

/** `broken`: what it said is not HTTP, or ended too soon. `not_public`: its name leads to an address that no outsider reaches. */
export type CallFailure = 'timed_out' | 'too_large' | 'not_public' | 'unreachable' | 'broken';
/** The reply, or why there is none. */
export type CallOutcome =
  | { readonly ok: true; readonly reply: OutgoingReply }
  | { readonly ok: false; readonly failure: CallFailure; readonly cause?: unknown };
/** Makes a call to another server. */
export type CallOut = (call: OutgoingCall) => Promise<CallOutcome>;

type Address = { readonly address: string; readonly family: number };

/** Limits of outgoing calls. */
export type CallOptions = {
  readonly maxBytes: number;
  /** Which addresses may be connected to; default: public ones. */
  readonly mayConnect?: (address: string) => boolean;
  /** All addresses of a name; default: the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
};

class Failure extends Error {
  readonly failure: CallFailure;
  constructor(failure: CallFailure) {
    super(failure);
    this.failure = failure;
  }
}

const maxHeaderBytes = 16 * 1024;
const resolveAll = (hostname: string) => lookup(hostname, { all: true });

/**
 * One call, on a connection of its own, so that surplus bytes of an answer reach no other call.
 * The name is looked up once, every address of it is checked, and the connection goes to one of those. A redirect is an answer like any
 * other.
 */
export function outgoingCaller(options: CallOptions): CallOut {
  const agents = { 'http:': new HttpAgent({ keepAlive: false }), 'https:': new HttpsAgent({ keepAlive: false }) };
  return async (call) => {
    const signal = AbortSignal.timeout(call.timeoutMs);
    try {
      const isSecure = call.base.protocol === 'https:';
      const incoming = await send(call, {
        ...addressOf(call.base, options),
        agent: agents[isSecure ? 'https:' : 'http:'],
        method: call.method,
        path: call.path,
        headers: headersOf(call),
        maxHeaderSize: maxHeaderBytes,
        signal,
      });
      const body = await bodyOf(incoming, options.maxBytes);
      return { ok: true, reply: { status: incoming.statusCode ?? 0, headers: flat(incoming), body } };
    } catch (cause) {
      return { ok: false, failure: failureOf(cause, signal), cause };
    }
  };
}

/** Host and port, with a look-up that answers checked addresses only. An address in place of a name is looked up by nobody, so it is checked here. */
function addressOf({ hostname, port }: URL, { mayConnect = isPublicAddress, resolve = resolveAll }: CallOptions) {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayConnect(host)) throw new Failure('not_public');
  const checked: LookupFunction = (name, { all }, callback) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => mayConnect(address))) {
          return callback(new Failure(first ? 'not_public' : 'unreachable'), '');
        }
        return all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
  return { hostname: host, ...(port === '' ? {} : { port }), lookup: checked };
}

/** The length is counted by us, whatever the caller said of it. */
const headersOf = ({ base, headers, body }: OutgoingCall) => ({
  ...headers,
  host: base.host,
  connection: 'close',
  ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }),
});

function send({ base, body }: OutgoingCall, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (base.protocol === 'https:' ? httpsRequest : httpRequest)(options, resolve);
    outgoing.on('error', reject);
    outgoing.on('upgrade', (_, socket) => void socket.destroy());
    outgoing.on('close', () => reject(new Failure(options.signal?.aborted ? 'timed_out' : 'broken')));
    outgoing.end(body);
  });
}

async function bodyOf(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Failure('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const flat = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

function failureOf(error: unknown, signal: AbortSignal): CallFailure {
  if (error instanceof Failure) return error.failure;
  if (signal.aborted) return 'timed_out';
  const { code = '', errors = [] } = error as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  return [code, ...errors.map((each) => each.code ?? '')].some((each) => unreachable.test(each))
    ? 'unreachable'
    : 'broken';
}
