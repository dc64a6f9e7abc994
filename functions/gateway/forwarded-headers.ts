import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import { answeredHeaders, isAcceptable } from '../../shared/domain/upstreams/headers.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { OutgoingReply } from '../../shared/http/call-out.ts';
import { failed, notAsDeclared } from '../../shared/services/metering/upstream-refusal.ts';
import { compress, decode } from './coding.ts';

/** The most that an upstream's answer may measure, compressed or not. */
export const maxAnswerBytes = 5 * 1024 * 1024;

/** Lambda answers at most 6 MB, as JSON; this much of it is for the body. */
const maxPayloadBytes = 5_900_000;

/** An upstream's answer, read as far as needed. */
export type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The coding of `body`; `identity`: none. */
  readonly coding: string;
  /** The body without coding. @throws AppError 502 */
  readonly plain: () => Promise<Buffer>;
};

/** An upstream's reply with its body decoded on demand. */
export function received({ status, headers, body }: OutgoingReply): Received {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  return { status, headers, body, coding, plain: () => plainOf(body, coding) };
}

async function plainOf(body: Buffer, coding: string): Promise<Buffer> {
  const decoded = await decode(body, coding, maxAnswerBytes);
  if (typeof decoded !== 'string') return decoded;
  if (decoded === 'too_large') throw failed('too_large');
  throw failed('broken', new Error(`content-encoding "${coding.slice(0, 40)}": ${decoded}`));
}

type Asked = {
  readonly upstream: Upstream;
  readonly base: URL;
  readonly acceptEncoding: string | undefined;
};

/**
 * The answer to pass on: only allowed headers, in a coding that the caller reads, small enough for Lambda. `tollgate-upstream` marks these
 * answers and none of ours.
 */
export async function headersToUpstream(from: Received, { upstream, base, acceptEncoding }: Asked): Promise<Answer> {
  const isReadable = from.coding === 'identity' || isAcceptable(acceptEncoding, from.coding);
  const body = isReadable ? from.body : await from.plain();
  const coding = isReadable ? from.coding : 'identity';
  const fitting = await fitted(body, coding, acceptEncoding);
  return {
    status: from.status,
    ...(fitting.body === undefined ? {} : { body: fitting.body }),
    headers: {
      ...answeredHeaders(upstream, from.headers),
      ...locationOf(from, upstream, base),
      ...(fitting.coding === 'identity' ? {} : { 'content-encoding': fitting.coding }),
      'tollgate-upstream': upstream.id,
      'x-content-type-options': 'nosniff',
    },
  };
}

type Fitting = { readonly body?: string | Buffer; readonly coding: string };

/** Bytes travel as base64. A body too large for that goes compressed, or as text. */
async function fitted(body: Buffer, coding: string, acceptEncoding: string | undefined): Promise<Fitting> {
  const fits = ({ byteLength }: Buffer) => Math.ceil(byteLength / 3) * 4 <= maxPayloadBytes;
  if (body.byteLength === 0) return { coding: 'identity' };
  if (fits(body)) return { body, coding };
  if (coding !== 'identity') throw failed('too_large');
  if (isAcceptable(acceptEncoding, 'gzip')) {
    const smaller = await compress(body);
    if (fits(smaller)) return { body: smaller, coding: 'gzip' };
  }
  const text = body.toString('utf8');
  const isText = Buffer.byteLength(text) === body.byteLength && !text.includes('\uFFFD');
  if (isText && Buffer.byteLength(JSON.stringify(text)) <= maxPayloadBytes) return { body: text, coding };
  throw failed('too_large');
}

/** A redirect within the upstream is one within the gateway. Any other would reveal the upstream's address, or lead past the meter. */
function locationOf({ status, headers }: Received, { id }: Upstream, base: URL): Record<string, string> {
  const { location } = headers;
  if (location === undefined || status < 300 || status > 399) return {};
  const root = base.href.replace(/\/$/, '');
  const target = URL.canParse(location, `${root}/`) ? new URL(location, `${root}/`).href : '';
  const isInside = target === root || ['/', '?'].some((next) => target.startsWith(root + next));
  if (!isInside) throw notAsDeclared('It redirects to an address that is not below its baseUrl.');
  return { location: `/gateway/${id}${target.slice(root.length)}` };
}
