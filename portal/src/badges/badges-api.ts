import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BadgeView } from '../../../shared/http/views.ts';
import { getAll, patch, post, remove } from '../api/client.ts';

const badgesKey = ['badges'];

/** The badges that this account applied for. */
export const useBadges = () => useQuery({ queryKey: badgesKey, queryFn: () => getAll<BadgeView>('/v1/badges') });

/** The actions on one's own badges. Each reads the badges again afterwards. */
export function useBadgeActions() {
  const client = useQueryClient();
  const readAgain = () => client.invalidateQueries({ queryKey: badgesKey });
  const andReadAgain = async <T>(change: Promise<T>): Promise<T> => {
    const done = await change;
    await readAgain();
    return done;
  };
  return {
    /** Asks for a badge with a profile; it shows once it is paid for and approved. */
    apply: (application: Application) => andReadAgain(post<BadgeView>('/v1/badges', application)),
    /** Changes the given fields and leaves the others. Picture null removes it. */
    change: (handle: string, change: ProfileChange) => andReadAgain(patch<BadgeView>(pathOf(handle), change)),
    /** Appeals against a refusal; possible once. */
    appeal: (handle: string, text: string) => andReadAgain(post<BadgeView>(`${pathOf(handle)}/appeal`, { text })),
    /** Withdraws an application, or gives the badge up. */
    giveUp: (handle: string) => andReadAgain(remove(pathOf(handle))),
  };
}

const pathOf = (handle: string) => `/v1/badges/${encodeURIComponent(handle)}`;

/** The profile of a new badge; `picture` is a `data:` URL. */
export type Application = Pick<BadgeView, 'kind' | 'handle' | 'displayName' | 'url'> & { readonly picture?: string };
/** The changed fields of a profile. */
export type ProfileChange = Partial<Pick<BadgeView, 'handle' | 'displayName' | 'url' | 'picture'>> & {
  /** The answer to the operator's question. */
  readonly answer?: string;
};
