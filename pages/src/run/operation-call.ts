/** Sends the request of an operation of the reference. */
import { readKept } from '../kept.ts';
import { type KeyKind, withBrowserKey } from './browser-key.ts';

/** A value that a reader gave for a parameter. */
export type Given = { readonly name: string; readonly place: string; readonly value: string };

/** The address of a request: parameters of its path filled in, those of its query behind. Empty ones are left out. */
export function addressOf(path: string, given: readonly Given[]): string {
  const of = (place: string) => given.filter((each) => each.place === place && each.value.trim() !== '');
  const filled = of('path').reduce(
    (text, { name, value }) => text.replace(`{${name}}`, encodeURIComponent(value.trim())),
    path,
  );
  const query = new URLSearchParams(of('query').map(({ name, value }) => [name, value.trim()])).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

/** How a request went. `status` null: there was no answer. `cost` counts what was charged; null where nothing is metered. */
export type Called = {
  readonly status: number | null;
  readonly tookMs: number;
  readonly cost: number | null;
  /** The answer's JSON, indented; null for anything else. */
  readonly text: string | null;
  /** The code and the sentences of a refusal, in the language of the page; null for an answer. */
  readonly problem: { readonly code: string | null; readonly told: string } | null;
};

/** Sends it with the key of this page, with the session, or with nothing. Never throws. */
export function callOperation(
  address: string,
  key: Exclude<KeyKind, 'none'> | null,
  language: string,
): Promise<Called> {
  const organization = readKept('tollgate.organization');
  const headers = {
    accept: 'application/json',
    'accept-language': language,
    ...(key === null && organization && { 'tollgate-organization': organization }),
  };
  if (key === null) return send(address, headers);
  return withBrowserKey(
    key,
    (secret) =>
      send(address, { accept: headers.accept, 'accept-language': language, authorization: `Bearer ${secret}` }),
    ({ status, code }) => ({ ...unanswered, status, problem: { code, told: '' } }),
  );
}

const unanswered: Called = { status: null, tookMs: 0, cost: null, text: null, problem: null };

async function send(address: string, headers: Record<string, string>): Promise<Called> {
  const startedMs = performance.now();
  try {
    const response = await fetch(address, { headers });
    const json: unknown = await response.json().catch(() => null);
    const tookMs = Math.max(1, Math.round(performance.now() - startedMs));
    const cost = response.headers.get('tollgate-cost');
    return {
      status: response.status,
      tookMs,
      cost: cost === null ? null : Number(cost),
      text: json === null ? null : JSON.stringify(json, null, 2),
      problem: response.ok ? null : problemIn(json),
    };
  } catch {
    return unanswered;
  }
}

function problemIn(json: unknown): Called['problem'] {
  const { code, detail } = (json ?? {}) as { code?: string; detail?: string };
  return { code: code ?? null, told: detail ?? '' };
}
