import { mintKeyId, mintSecret, startOf } from '../../shared/domain/keys/format.ts';
import { hashesOf, mintingFirst } from '../../shared/domain/keys/hash.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { type Answer, created } from '../../shared/http/answer.ts';
import { keyView } from '../../shared/http/present-key.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { CreatedKeyView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';

type KeyInput = Pick<ApiKey, 'app' | 'label' | 'environment' | 'scopes' | 'cidrs' | 'expiresAt' | 'purpose'>;

/** A new key, its secret, and the hash to store it under. */
export async function mintKey(deps: KeysDeps, { session }: SignedInRequest, input: KeyInput) {
  const secret = mintSecret(input.environment, deps.randomBytes);
  const now = deps.now();
  const [hash = ''] = hashesOf(secret, mintingFirst(await deps.peppers.current(), now));
  const key: ApiKey = {
    id: mintKeyId(deps.randomBytes),
    accountId: session.accountId,
    ...input,
    start: startOf(secret),
    createdAt: now.toISOString(),
    revokedAt: null,
  };
  return { key, secret, hash };
}

/** 201 with a new key and its secret, which is shown this once. */
export function withSecret(key: ApiKey, secret: string): Answer {
  const view: CreatedKeyView = { ...keyView(key), secret };
  return created(view);
}
