import { wholeSeconds } from './whole-seconds.ts';

/** The purposes of the two status lists: `revocation` is for good, `suspension` may be lifted. */
export const statusPurposes = ['revocation', 'suspension'] as const;
/** One of `statusPurposes`. */
export type StatusPurpose = (typeof statusPurposes)[number];

/** Where a verifier finds one bit about a credential (Bitstring Status List 1.0, section 2.1). */
export type StatusEntry = {
  readonly id: string;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: StatusPurpose;
  /** A whole number in decimal digits. */
  readonly statusListIndex: string;
  readonly statusListCredential: string;
};

/** The address of list `list` (from 0) of a purpose. */
export const statusListAddress = (origin: string, purpose: StatusPurpose, list: number): string =>
  `${origin}/badges/status/${purpose}/${list}`;

/** The entries of a credential in both lists: the same number of list and the same index in each. */
export function statusEntries(
  origin: string,
  { list, index }: { readonly list: number; readonly index: number },
): readonly [StatusEntry, StatusEntry] {
  const entry = (purpose: StatusPurpose): StatusEntry => {
    const statusListCredential = statusListAddress(origin, purpose, list);
    return {
      id: `${statusListCredential}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: purpose,
      statusListIndex: String(index),
      statusListCredential,
    };
  };
  return [entry('revocation'), entry('suspension')];
}

/** A published list (Bitstring Status List 1.0, section 2.2), to be signed as a JWT. */
export type StatusListCredential = {
  readonly '@context': readonly ['https://www.w3.org/ns/credentials/v2'];
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'BitstringStatusListCredential'];
  readonly issuer: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: {
    readonly id: string;
    readonly type: 'BitstringStatusList';
    readonly statusPurpose: StatusPurpose;
    readonly encodedList: string;
    /** Milliseconds for which a verifier may cache it. */
    readonly ttl: number;
  };
};

/** The credential that carries a list: `id` is its address, `encodedList` as `encodeBitstring` gives it. */
export const statusListCredential = (list: {
  readonly id: string;
  readonly purpose: StatusPurpose;
  readonly encodedList: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly ttlMs: number;
}): StatusListCredential => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: list.id,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: list.issuer,
  validFrom: wholeSeconds(list.validFrom),
  validUntil: wholeSeconds(list.validUntil),
  credentialSubject: {
    id: `${list.id}#list`,
    type: 'BitstringStatusList',
    statusPurpose: list.purpose,
    encodedList: list.encodedList,
    ttl: list.ttlMs,
  },
});
