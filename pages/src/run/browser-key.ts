import { readKept } from '../kept.ts';

/** A key that Run uses: none reads sample records. The others are minted for this page, for 15 minutes, and kept in its memory alone. */
export type KeyKind = 'none' | 'test' | 'live';

/** A secret, or the refusal that came in its place. */
export type MintedKey =
  | { readonly secret: string }
  | { readonly status: number | null; readonly code: string | null; readonly requestId: string | null };

/** A refusal that came in place of a key. */
export type NotMinted = Exclude<MintedKey, { readonly secret: string }>;

const minted = new Map<KeyKind, { readonly secret: string; readonly untilMs: number }>();
/** A key is asked for anew a minute before it expires. */
const earlyMs = 60_000;

/** Forgets the key of a kind: another page of this person has taken its place, or it was revoked. */
const forgetKey = (kind: KeyKind): void => void minted.delete(kind);

/** The key of this page for a kind: the one that it has, else a new one (`POST /v1/keys {purpose: browser}`). Never throws. */
async function browserKey(kind: Exclude<KeyKind, 'none'>): Promise<MintedKey> {
  const known = minted.get(kind);
  if (known && known.untilMs - earlyMs > Date.now()) return known;
  const organization = readKept('tollgate.organization');
  const headers = {
    'content-type': 'application/json',
    'x-csrf': '1',
    ...(organization && { 'tollgate-organization': organization }),
  };
  try {
    const body = JSON.stringify({ purpose: 'browser', environment: kind });
    const response = await fetch('/v1/keys', { method: 'POST', headers, body });
    const answer = (await response.json()) as { secret?: string; expiresAt?: string; code?: string };
    if (!response.ok || !answer.secret)
      return {
        status: response.status,
        code: answer.code ?? null,
        requestId: response.headers.get('x-request-id'),
      };
    minted.clear();
    minted.set(kind, { secret: answer.secret, untilMs: Date.parse(answer.expiresAt ?? '') });
    return { secret: answer.secret };
  } catch {
    return { status: null, code: null, requestId: null };
  }
}

/**
 * Sends a request with the key of this page. A person has one such key, and the same page in another tab replaces it. Then the request is sent
 * once more, with a new key. A request that is refused for its key costs nothing.
 */
export async function withBrowserKey<Sent extends { readonly status: number | null }>(
  kind: Exclude<KeyKind, 'none'>,
  send: (secret: string) => Promise<Sent>,
  refused: (refusal: NotMinted) => Sent,
): Promise<Sent> {
  const once = async () => {
    const minted = await browserKey(kind);
    return 'secret' in minted ? send(minted.secret) : refused(minted);
  };
  const first = await once();
  if (first.status !== 401) return first;
  forgetKey(kind);
  return once();
}
