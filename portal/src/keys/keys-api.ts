import { useQuery } from '@tanstack/react-query';
import type { CreatedKeyView, KeyView } from '../../../shared/http/views.ts';
import { getAll, post, remove } from '../api/client.ts';

/** The account's keys, revoked ones too; never their secrets. */
export const useKeys = () => useQuery({ queryKey: ['keys'], queryFn: () => getAll<KeyView>('/v1/keys') });

/** A key to create. */
export type NewKey = { readonly label: string; readonly environment: KeyView['environment']; readonly app?: string };

/** Creates a key; only this answer contains its secret. */
export const createKey = (key: NewKey) => post<CreatedKeyView>('/v1/keys', key);

/** Revokes a key for good. */
export const revokeKey = (id: string) => remove(`/v1/keys/${encodeURIComponent(id)}`);
