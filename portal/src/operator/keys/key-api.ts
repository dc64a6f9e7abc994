import { useQuery } from '@tanstack/react-query';
import type { KeyVerdictView, RefusalView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useListing } from '../operator-api.ts';

/** The path of a key in the console's API. */
export const keyPath = (id: string): string => `/v1/admin/keys/${encodeURIComponent(id)}`;

/** A key with the verdict on it. */
export const useKeyVerdict = (id: string) =>
  useQuery({ queryKey: ['admin', 'key', id], queryFn: () => get<KeyVerdictView>(keyPath(id)) });

/** The refused requests of a key in the last 30 days. */
export const useKeyRefusals = (organization: string, key: string) =>
  useListing<RefusalView>(
    ['admin', 'refusals', organization, key],
    `/v1/admin/accounts/${encodeURIComponent(organization)}/refusals?key=${encodeURIComponent(key)}`,
  );
