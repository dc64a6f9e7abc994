import type { Acceptance } from '../licences/licence.ts';
import type { UnsaltedFact } from './fact.ts';
import { type PersonFields, sealPerson } from './sealed-person.ts';

type Accepted = {
  readonly accountId: string;
  readonly acceptance: Acceptance & { readonly termsSha256?: string };
  readonly personId: string;
  /** The person's key, and bytes that were never used with it. */
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
};

/** An acceptance as a fact: the organization and text in the open, the person's name, role, email and network sealed. */
export function acceptanceFact({ accountId, acceptance, personId, key, nonce }: Accepted): UnsaltedFact {
  const {
    licenceId: licence,
    version: licenceVersion,
    sha256,
    termsSha256,
    organization: organizationName,
  } = acceptance;
  const { name, role, email, address, at } = acceptance;
  const fields: PersonFields = { name, role, email, address };
  return {
    kind: 'acceptance',
    id: `ac_${licence}_${sha256.slice(0, 16)}`,
    at,
    organization: accountId,
    organizationName,
    licence,
    licenceVersion,
    sha256,
    termsSha256,
    person: { id: personId, sealed: sealPerson(fields, key, nonce) },
  };
}
