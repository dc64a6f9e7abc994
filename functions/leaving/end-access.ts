import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { lineOf, type Step } from './deps.ts';

/** Ends every session. None can start any more: starting one checks that the account is not leaving. */
export const endSessions: Step = ({ sessions }, { id }) => sessions.endSessionsOf(id);

/** Revokes every key and empties what its owner wrote into it, until none is left that somebody made or rotated meanwhile. */
export const retireKeys: Step = async (deps, { id }) => {
  for (let open = await openKeys(); open.length > 0; open = await openKeys())
    for (const key of open) {
      const line = lineOf(deps, id, { action: 'key.revoked', detail: { key: key.id } });
      await deps.apiKeys.retire(key, line);
    }

  async function openKeys(): Promise<ApiKey[]> {
    return (await deps.apiKeys.listOf(id)).filter(({ revokedAt, label }) => revokedAt === null || label !== '');
  }
};

/** Removes every passkey. */
export const removePasskeys: Step = async ({ passkeys }, { id }) => {
  for (const passkey of await passkeys.listOf(id)) await passkeys.remove(id, passkey.id);
};

/** Takes back every application for a badge, and with it the badge: its page is gone and its handle is free. */
export const withdrawBadges: Step = async (deps, { id }) => {
  for (let held = await deps.badges.listOf(id); held.length > 0; held = await deps.badges.listOf(id))
    for (const badge of held) {
      const line = lineOf(deps, id, { action: 'badge.withdrawn', detail: { badge: badge.badge } });
      await deps.badges.withdraw(badge, line);
    }
};
