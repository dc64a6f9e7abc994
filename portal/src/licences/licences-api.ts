import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LicenceDifferencesView, LicenceView } from '../../../shared/http/views.ts';
import { getAll, post } from '../api/client.ts';
import { localProblem } from '../api/problem.ts';

/** The licences of this deployment, with this account's acceptances. */
export function useLicences() {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['licences', i18n.language], queryFn: () => getAll<LicenceView>('/v1/licences') });
}

/** Lower-case hexadecimal SHA-256 of the bytes; undefined on insecure pages, where browsers have no such function. */
async function sha256Of(bytes: ArrayBuffer): Promise<string | undefined> {
  if (!globalThis.isSecureContext) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A licence's text; `isTrue`: it matches the hash that is to be accepted. `translation`: the text in the reader's language, where that is not
 * the one that binds; null: there is none.
 */
export type LicenceText = { readonly text: string; readonly isTrue: boolean; readonly translation: string | null };

async function bytesAt(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => Promise.reject(localProblem('network', 0)));
  if (!response.ok) throw localProblem('unavailable', response.status);
  return response.arrayBuffer();
}

const textOf = (bytes: ArrayBuffer): string => new TextDecoder().decode(bytes);

const readTextIn =
  (language: string) =>
  async ({ url, sha256, binding, translationUrl }: LicenceView): Promise<LicenceText> => {
    const bytes = await bytesAt(url);
    const digest = await sha256Of(bytes);
    const translation = translationUrl && binding !== language ? textOf(await bytesAt(translationUrl)) : null;
    return { text: textOf(bytes), isTrue: digest === undefined || digest === sha256, translation };
  };

/** The texts behind licences, in their order, each compared with its hash here in the browser. */
export function useLicenceTexts(licences: readonly LicenceView[]) {
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['licence-texts', language, ...licences.flatMap(({ url, sha256 }) => [url, sha256])],
    queryFn: () => Promise.all(licences.map(readTextIn(language))),
  });
}

/** The differences between a version and an earlier one, in the reader's language; nothing without an earlier one. */
export function useLicenceChanges({ url }: LicenceView, since: string | undefined) {
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['licence-changes', language, url, since],
    enabled: since !== undefined,
    queryFn: async () => {
      const query = new URLSearchParams({ since: since ?? '', language: language === 'ar' ? 'ar' : 'en' });
      return JSON.parse(textOf(await bytesAt(`${url}/differences?${query}`))) as LicenceDifferencesView;
    },
  });
}

/** Accepts licences in their order, with the `name` and `role` of a form's fields. The list is read again, also after a refusal. */
export function useAcceptance() {
  const client = useQueryClient();
  return async (licences: readonly LicenceView[], { name = '', role = '' }: Readonly<Record<string, string>>) => {
    try {
      for (const { id, version, sha256 } of licences) await post('/v1/licences', { id, version, sha256, name, role });
    } finally {
      await client.invalidateQueries({ queryKey: ['licences'] });
    }
  };
}

/** Whether the licence is not accepted yet, now or before its day. */
export const isOpen = ({ accepted }: LicenceView): boolean => accepted === null;
