import type { FactLine, SignedLine } from './entry-line.ts';
import type { Pack } from './folder.ts';
import { edThumbprint, signedFault } from './signatures.ts';

/** A span of time, both ends included; ISO-8601 UTC. */
type Span = { readonly from: string; readonly to: string };

/** The organization's facts about signed requests. Spans have the time in them that clocks, caches and a call may take. */
export type Signing = {
  /** By thumbprint: 32 bytes, base64url, and when entries may name the key. */
  readonly keys: ReadonlyMap<string, Span & { readonly publicKey: string }>;
  /** When unsigned reads were refused. */
  readonly required: readonly Span[];
};

/** A change of a key or of the rule reaches every instance in 2 s, and a call takes 29 s at the most. The rest is for clocks. */
const slackMs = 60_000;
/** A signature is this much older or younger than our clock at the most. */
const skewMs = 300_000;
const forever = '9999-12-31T23:59:59.999Z';
const moved = (time: unknown, byMs: number): string => new Date(Date.parse(String(time)) + byMs).toISOString();

type Listed = { readonly fact: FactLine; readonly file: string; readonly line: number };

/** The signing keys and the rule of the facts, whatever their order. */
export function signingOf(pack: Pack, listed: readonly Listed[]): Signing {
  const keys = new Map<string, Span & { publicKey: string }>();
  const required: { from: string; to: string }[] = [];
  for (const { fact, file, line } of listed.toSorted((a, b) => (a.fact.at < b.fact.at ? -1 : 1))) {
    if (fact.kind === 'signing-rule') {
      const last = required.at(-1);
      const isOpen = last?.to === forever;
      if (fact.required === true && !isOpen) required.push({ from: moved(fact.at, slackMs), to: forever });
      if (fact.required !== true && last && isOpen) last.to = moved(fact.at, -slackMs);
    }
    if (fact.kind !== 'signing-key') continue;
    const publicKey = String(fact.publicKey);
    const keyId = edThumbprint(publicKey);
    if (fact.id !== keyId && fact.keyId !== keyId)
      pack.findings.add({ code: 'fact.key', text: `the key is named ${fact.id}, and is ${keyId}`, file, line });
    const isRemoved = fact.removed === true;
    const from = isRemoved ? (keys.get(keyId)?.from ?? '') : moved(fact.at, -slackMs);
    keys.set(keyId, { publicKey, from, to: isRemoved ? moved(fact.at, slackMs) : forever });
  }
  return { keys, required };
}

/** Nobody signs. */
export const noSigning: Signing = { keys: new Map(), required: [] };

type Read = { readonly kind: string; readonly at: string; readonly query: string; readonly signed?: SignedLine };

/** Why the signature of a call does not count, or is missing; null: nothing is wrong. */
export function signingFault({ kind, at, query, signed }: Read, { keys, required }: Signing): string | null {
  if (!signed) {
    const isMissing = kind === 'read' && required.some(({ from, to }) => at >= from && at <= to);
    return isMissing ? 'it is not signed, though the organization had unsigned reads refused at this time' : null;
  }
  const key = keys.get(signed.keyId);
  const fault = signedFault(signed, kind === 'read' ? query : null, key?.publicKey);
  if (fault !== null || !key) return `it is signed, but ${fault}`;
  if (at < key.from || at > key.to) return 'it is signed, but its key was not in force at this time';
  const created = Number(/;created=([0-9]+)/.exec(signed.input)?.[1]) * 1_000;
  const isClose = Math.abs(created - Date.parse(at)) <= skewMs + slackMs;
  return isClose ? null : 'it is signed, but the signature was created at another time';
}
