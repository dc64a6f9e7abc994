const patienceMs = 5_000;

/**
 * Milliseconds until the address answered as a visitor meets it; null where it did not within 5 s, or failed. A refusal counts as an answer: of
 * too many requests, the API says so itself.
 */
export async function timedRequest(address: string, fetch: typeof globalThis.fetch): Promise<number | null> {
  const beganMs = performance.now();
  const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  return answer !== null && answer.status < 500 ? Math.round(performance.now() - beganMs) : null;
}
