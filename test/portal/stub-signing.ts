import type { SigningKeysView } from '../../shared/http/views.ts';
import { created, done, gone, ok, type Route, refuse } from './stub-answers.ts';

const key = {
  id: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  ...{ name: 'Production signer', addedAt: '2026-11-02T09:00:00.000Z', removedAt: null },
};

/** A key in force, and one that was removed. */
export const someSigningKeys = (): SigningKeysView => ({
  data: [
    { ...key },
    {
      ...key,
      id: 'poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U',
      name: 'خادم قديم',
      removedAt: '2026-11-12T09:00:00.000Z',
    },
  ],
  required: false,
});

/** The routes of signing keys. */
export const signingRoutes: Record<string, Route> = {
  'GET /v1/signing-keys': ({ signing }) => ok(signing),
  'POST /v1/signing-keys': ({ signing }, { body: { name = '', publicKey } }) => {
    const isPublic = typeof publicKey === 'object' || publicKey?.startsWith('-----BEGIN PUBLIC KEY-----');
    if (!isPublic)
      return refuse('invalid_request', 'A field is wrong.', [
        { field: 'publicKey', message: 'must be an Ed25519 public key, as a JWK or as PEM' },
      ]);
    signing.data.unshift({ ...key, id: 'new', name });
    return created(signing.data[0] ?? {});
  },
  'DELETE /v1/signing-keys/:id': ({ signing }, _, id) => {
    const found = signing.data.find((each) => each.id === id);
    if (!found) return gone;
    if (signing.required)
      return refuse('conflict', 'Unsigned reads are refused, which needs a signing key. Add another one first.');
    found.removedAt = '2026-11-24T09:00:00.000Z';
    return done;
  },
  'PUT /v1/signing-keys/rule': ({ signing }, { body }) => {
    Object.assign(signing, body);
    return done;
  },
};
