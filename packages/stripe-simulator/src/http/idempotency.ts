import { StripeProblem } from '../core/problem.ts';

/** The first answer to an idempotency key. */
export type StoredAnswer = {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  /** Only a refusal has them. */
  readonly refusalHeaders?: Readonly<Record<string, string>>;
};

type Entry = { readonly fingerprint: string; readonly answer: StoredAnswer; readonly expiresAt: number };

/** The idempotency keys of one account. */
export type Idempotency = ReturnType<typeof idempotencyKeys>;

/** Answers by idempotency key, kept for so many hours. https://docs.stripe.com/api/idempotent_requests */
export function idempotencyKeys(keptHours: number) {
  const keptSeconds = keptHours * 3600;
  const entries = new Map<string, Entry>();
  return {
    /** The first answer to this key; throws `idempotency_error` where the request differs from the first. */
    find(key: string, fingerprint: string, now: number): StoredAnswer | undefined {
      const entry = entries.get(key);
      if (!entry || entry.expiresAt <= now) return undefined;
      if (entry.fingerprint !== fingerprint) throw differentRequest(key);
      return entry.answer;
    },
    keep(
      key: string,
      entry: { readonly fingerprint: string; readonly answer: StoredAnswer; readonly now: number },
    ): void {
      for (const [old, { expiresAt }] of entries) {
        if (expiresAt > entry.now) break;
        entries.delete(old);
      }
      entries.set(key, { fingerprint: entry.fingerprint, answer: entry.answer, expiresAt: entry.now + keptSeconds });
    },
  };
}

const differentRequest = (key: string) =>
  new StripeProblem(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
