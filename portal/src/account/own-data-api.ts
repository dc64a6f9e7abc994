import { useQueryClient } from '@tanstack/react-query';
import type { ExportView } from '../../../shared/http/views.ts';
import { get, remove } from '../api/client.ts';
import { forgetOrganization } from '../api/organization.ts';
import { useLeaving } from '../ui/start-page.ts';
import { useSessionChange } from './account-api.ts';
import { setSessionHint } from './session-hint.ts';

/** Reads all stored data of the account, page by page, into one file. */
export async function readExport(): Promise<Blob> {
  const all = await get<ExportView>('/v1/account/export');
  for (let { cursor } = all; cursor; ) {
    const page = await get<ExportView>(`/v1/account/export?cursor=${encodeURIComponent(cursor)}`);
    for (const part of ['usage', 'trail', 'invoices'] as const) (all[part] as unknown[]).push(...page[part]);
    cursor = page.cursor;
  }
  const { cursor, ...whole } = all;
  return new Blob([JSON.stringify(whole, null, 2)], { type: 'application/json' });
}

/**
 * Deletes the organization or the person's account. `leave` then opens the start page, and reads the session again. It goes on for a person
 * with other organizations, and in an organization with other members.
 */
export function useDeletion() {
  const client = useQueryClient();
  const { leave, openStartPage } = useLeaving();
  const session = useSessionChange();
  return {
    deleteOrganization: () => remove('/v1/account'),
    deleteLogin: () => remove('/v1/person'),
    leave: async (said: string, close: () => void) => {
      close();
      leave();
      forgetOrganization();
      await session.began().catch(() => undefined);
      if (client.getQueryData(['account']) === null) setSessionHint(false);
      openStartPage(said);
    },
  };
}
