import type { Cached } from '../../shared/cached.ts';
import type { Log } from '../../shared/log.ts';

/** The signing secrets of the webhook endpoint and of the destination of thin events; several of each during a rollover. */
export type WebhookSecrets = {
  /** As they were a minute ago at most; none before the catalogue was pushed. */
  current(): Promise<readonly string[]>;
  /** As they are now, for when none of the current ones fits; null where that was looked at within the last 30 seconds. */
  renewed(): Promise<readonly string[] | null>;
};

const betweenReadsMs = 30_000;

/**
 * Webhook secrets that follow a rollover without a new process. A new secret is accepted at its first event, a removed one is refused
 * within a minute.
 */
export function webhookSecretsOver(secrets: Pick<Cached<readonly string[]>, 'current' | 'refresh'>): WebhookSecrets {
  return {
    current: () => secrets.current(),
    async renewed() {
      const before = await secrets.current();
      await secrets.refresh(betweenReadsMs);
      const after = await secrets.current();
      return after === before ? null : after;
    },
  };
}

/** Reads the comma list; empty where there is none yet, which the log says. Any of them signs any event: all have one address. */
export function webhookSecretsIn(text: string, log: Pick<Log, 'warn'>): readonly string[] {
  const secrets = text.split(',').flatMap((secret) => secret.trim() || []);
  if (secrets.length === 0) log.warn('no webhook secret yet: it comes with npm run catalog -- push --origin');
  return secrets;
}
