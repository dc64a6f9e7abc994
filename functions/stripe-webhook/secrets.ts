import type { Log } from '../../shared/log.ts';

/** The signing secrets of the webhook endpoint; several during a rollover. */
export type WebhookSecrets = {
  /** As they were at most five minutes ago; none before the catalogue was pushed. */
  current(): Promise<readonly string[]>;
  /** As they are now, for when none of the current ones fits; null where they were read within the last 30 seconds. */
  renewed(): Promise<readonly string[] | null>;
};

type Source = {
  /** The comma list; null where there is none yet. */
  readonly read: () => Promise<string | null>;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
  readonly log: Log;
};

const mostAgeMs = 300_000;
const betweenReadsMs = 30_000;

/**
 * Secrets that follow a rollover without a new environment: a new one is taken at its first event, one that was taken away is
 * refused after five minutes. While they cannot be read, those known stay in force.
 */
export function webhookSecretsOver({ read, nowMs, log }: Source): WebhookSecrets {
  let known: readonly string[] = [];
  let readAtMs = Number.NEGATIVE_INFINITY;
  const refresh = async () => {
    const text = await read();
    readAtMs = nowMs();
    known = (text ?? '').split(',').flatMap((secret) => secret.trim() || []);
    if (known.length === 0) log.warn('no webhook secret yet: it comes with npm run catalog -- push --origin');
    return known;
  };
  return {
    async current() {
      if (nowMs() - readAtMs < mostAgeMs) return known;
      return refresh().catch((error: unknown) => {
        if (known.length === 0) throw error;
        log.error('webhook secrets not read again', error);
        return known;
      });
    },
    renewed: async () => (nowMs() - readAtMs < betweenReadsMs ? null : refresh()),
  };
}
