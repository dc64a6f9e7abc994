import { gunzipSync } from 'node:zlib';
import { decodeProtectedHeader } from 'jose';
import { statusListFaults } from './conformance.ts';
import type { Fetch } from './fetch.ts';
import { provenPayload } from './proof.ts';

export type StatusEntry = {
  readonly statusPurpose: string;
  readonly statusListIndex: string;
  readonly statusListCredential: string;
};

type List = {
  readonly id?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly credentialSubject: { readonly statusPurpose: string | readonly string[]; readonly encodedList: string };
};

const minimumNumberOfEntries = 131_072;

/** Whether the bit of an entry is set (Bitstring Status List 1.0, section 3.2). @throws Error if its algorithm raises one */
export async function isSet(fetch: Fetch, entry: StatusEntry, now: Date): Promise<boolean> {
  const { credentialSubject } = await listAt(fetch, entry.statusListCredential, now);
  if (![credentialSubject.statusPurpose].flat().includes(entry.statusPurpose))
    throw new Error(`STATUS_VERIFICATION_ERROR: the list is not one of ${entry.statusPurpose}`);
  const bits = expanded(credentialSubject.encodedList);
  if (bits.length * 8 < minimumNumberOfEntries) throw new Error('STATUS_LIST_LENGTH_ERROR');
  const index = Number(entry.statusListIndex);
  const byte = Number.isSafeInteger(index) && index >= 0 ? bits[Math.floor(index / 8)] : undefined;
  if (byte === undefined) throw new Error(`RANGE_ERROR: the list has no entry ${entry.statusListIndex}`);
  return ((byte >> (7 - (index % 8))) & 1) === 1;
}

async function listAt(fetch: Fetch, address: string, now: Date): Promise<List> {
  const response = await fetch(address);
  if (response.status !== 200) throw new Error(`STATUS_RETRIEVAL_ERROR: ${address} answered ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/vc\+jwt\b/.test(type)) throw new Error(`STATUS_RETRIEVAL_ERROR: the list came as ${type}`);
  const jws = (await response.text()).trim();
  if (decodeProtectedHeader(jws).typ !== 'vc+jwt') throw new Error('STATUS_VERIFICATION_ERROR: the type of the JWT');
  const list = (await provenPayload(fetch, jws)) as unknown as List;
  const faults = statusListFaults(list);
  if (faults.length > 0) throw new Error(`STATUS_VERIFICATION_ERROR: ${faults.join(', ')}`);
  const [from, until] = [Date.parse(list.validFrom ?? ''), Date.parse(list.validUntil ?? '')];
  if (now.getTime() < from || now.getTime() > until)
    throw new Error('STATUS_VERIFICATION_ERROR: the list is out of date');
  return list;
}

/** Expands a list (section 3.4): multibase base64url of a gzip, of at most 1 MB. */
function expanded(encodedList: string): Uint8Array {
  if (!encodedList.startsWith('u')) throw new Error('MALFORMED_VALUE_ERROR');
  return gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'), { maxOutputLength: 1024 * 1024 });
}
