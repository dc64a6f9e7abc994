import { useState } from 'react';
import { Keys } from '../keys/keys.tsx';
import { TryIt } from '../keys/try-it.tsx';
import { useLicences } from '../licences/licences-api.ts';
import { SigningKeys } from '../signing/signing-keys.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/keys`: the keys, a first request with the one that was just created, and the public keys that requests are signed with. */
export default function KeysPage() {
  return (
    <BuyerPage name="keys" titled>
      {() => <Parts />}
    </BuyerPage>
  );
}

/** Licences are read with the page, since the dialog of a new key begins with them. */
function Parts() {
  const [secret, setSecret] = useState<string>();
  useLicences();
  return (
    <>
      <Keys onCreated={(key) => setSecret(key.secret)} />
      <TryIt secret={secret} />
      <SigningKeys />
    </>
  );
}
