import { useTranslation } from 'react-i18next';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { useResourceTitle } from '../catalog/resource-title.ts';
import { useKeys } from '../keys/keys-api.ts';
import type { Grouping } from './usage-address.ts';

/** Names the groups of a break-down. Null for the code of a refusal, which has a name of its own. */
export function useNames(by: Exclude<Grouping, 'day'>): (id: string) => string | null {
  const { t } = useTranslation();
  const keys = useKeys().data ?? [];
  const apps = useApps().data ?? [];
  const nameOfApp = useAppName();
  const titleOf = useResourceTitle();
  return (id) => {
    if (by === 'key') return keys.find((key) => key.id === id)?.label ?? id;
    if (by === 'dataset') return titleOf(id);
    if (by === 'status') return id === 'served' ? t('requestLog.are.served') : null;
    const app = apps.find((each) => each.id === id);
    return app ? nameOfApp(app) : id;
  };
}
