import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../shared/http/views.ts';
import { getAll, patch, post, remove } from '../api/client.ts';
import type { DeclaredUse } from './use-cases-api.ts';

/** The id of the app of keys that name none. */
export const defaultApp = 'default';

/** The organization's apps, the oldest first. The default app is there once a key is. */
export const useApps = () => useQuery({ queryKey: ['apps'], queryFn: () => getAll<AppView>('/v1/apps') });

/** Whether it is still to be said what an app is for. */
export const isUndeclared = ({ training, government }: AppView): boolean => training === null || government === null;

/** The name of an app and its limits. */
export type AppDetails = Pick<AppView, 'name' | 'rateLimits' | 'maxInFlight' | 'allowanceShare'>;

/** Changes of apps. Each reads them again afterwards, also when it was refused. */
export function useAppActions() {
  const client = useQueryClient();
  const andReadAgain = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['apps'] }),
        client.invalidateQueries({ queryKey: ['use-cases'] }),
      ]),
    );
  const path = (id: string) => `/v1/apps/${encodeURIComponent(id)}`;
  return {
    create: (app: AppDetails & DeclaredUse) => andReadAgain(post<AppView>('/v1/apps', app)),
    change: (id: string, app: AppDetails) => andReadAgain(patch(path(id), app)),
    remove: (id: string) => andReadAgain(remove(path(id))),
  };
}

/** Names apps; the default app is named in the reader's language until its organization names it. */
export function useAppName() {
  const { t } = useTranslation();
  return ({ id, name }: Pick<AppView, 'id' | 'name'>): string =>
    id === defaultApp && name === 'Default' ? t('apps.defaultName') : name;
}
