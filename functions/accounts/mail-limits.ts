import type { ClientNetworks } from '../../shared/domain/access/client-network.ts';
import { AppError } from '../../shared/errors.ts';
import type { AccountsDeps } from './deps.ts';

/**
 * Limits sign-in mails by the client's own network, so that one client's requests never refuse another's.
 * @throws AppError 429 where one client asks more often than it may in an hour
 */
export async function refuseFlood({ throttles, catalog, now }: AccountsDeps, client: string): Promise<void> {
  const limitPerHour = catalog.settings.throttles.mailsPerClientPerHour;
  const answer = await throttles.pass({ scope: 'mail-client', subject: client, limitPerHour }, now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'Your network requested too many sign-in emails. Use the last one, or wait.', {
    retryAfterSeconds,
  });
}

type Asked = { readonly mailbox: string } & Pick<ClientNetworks, 'client' | 'provider'>;

/**
 * Whether the mailbox was asked for more often than mails go to it: from this client, from its provider's network, or from all. A request that one
 * limit stops does not count for the next, so a stranger uses up what their own network may send. Every request takes the same steps.
 */
export async function isMailboxFull(
  { throttles, catalog, now }: AccountsDeps,
  { mailbox, client, provider }: Asked,
): Promise<boolean> {
  const { mailsPerAddressPerHour, mailsPerMailboxPerHour } = catalog.settings.throttles;
  const limits = [
    { scope: 'mail-client-to', subject: `${mailbox} ${client}`, limitPerHour: mailsPerAddressPerHour },
    { scope: 'mail-provider-to', subject: `${mailbox} ${provider}`, limitPerHour: ofProvider(mailsPerMailboxPerHour) },
    { scope: 'mail-to', subject: mailbox, limitPerHour: mailsPerMailboxPerHour },
  ];
  let isFull = false;
  for (const limit of limits) {
    const subject = isFull ? `${limit.subject} stopped` : limit.subject;
    const answer = await throttles.pass({ ...limit, subject, isSilent: true }, now());
    isFull ||= !answer.passed;
  }
  return isFull;
}

const ofProvider = (limitPerHour: number): number => Math.max(1, Math.floor(limitPerHour / 3));
