import { parseServices, type Service } from '../../shared/domain/keys/service-key.ts';

type Source = {
  /** The parameter's text; null where there is none yet. */
  readonly read: () => Promise<string | null>;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
};

const mostAgeMs = 60_000;

/** The services, read anew every minute, so that a key that was taken away is refused within one. What cannot be read lets nobody in. */
export function servicesOver({ read, nowMs }: Source): () => Promise<readonly Service[]> {
  let known: readonly Service[] = [];
  let readAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const atMs = nowMs();
    if (atMs - readAtMs < mostAgeMs) return known;
    known = parseServices((await read()) ?? '');
    readAtMs = atMs;
    return known;
  };
}
