import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SigningKeysView, SigningKeyView } from '../../../shared/http/views.ts';
import { get, post, put, remove } from '../api/client.ts';

const path = '/v1/signing-keys';
const queryKey = ['signing-keys'];

/** The public keys with which the organization signs its requests, and whether unsigned ones are refused. */
export const useSigningKeys = () => useQuery({ queryKey, queryFn: () => get<SigningKeysView>(path) });

/** Changes of signing keys. Each reads them again afterwards, also when it was refused. */
export function useSigningActions() {
  const client = useQueryClient();
  const andReadAgain = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() => client.invalidateQueries({ queryKey }));
  return {
    add: (name: string, publicKey: string | object) => andReadAgain(post<SigningKeyView>(path, { name, publicKey })),
    remove: (id: string) => andReadAgain(remove(`${path}/${encodeURIComponent(id)}`)),
    require: (required: boolean) => andReadAgain(put(`${path}/rule`, { required })),
  };
}
