import type { ApiKey } from '../domain/keys/key.ts';
import type { KeyView } from './views.ts';

/** A key without its secret and its account. */
export const keyView = ({ accountId, ...key }: ApiKey): KeyView => ({
  ...key,
  scopes: [...key.scopes],
  cidrs: [...key.cidrs],
});
