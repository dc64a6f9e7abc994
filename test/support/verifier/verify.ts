import { badgeFaults } from './conformance.ts';
import { compactJwsOf } from './extract.ts';
import type { Fetch } from './fetch.ts';
import { type Claims, claimFaults, provenPayload } from './proof.ts';
import { isSet, type StatusEntry } from './status.ts';

export type Verifier = {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Whether the credential is refreshed first (section 9.1, step 3). */
  readonly refresh?: boolean;
};

export type Verdict = {
  readonly verified: boolean;
  /** The first fault; null if there is none. */
  readonly fault: string | null;
  /** The credential that was verified in the end, which may be the refreshed one. */
  readonly credential: Claims | null;
};

/** Verifies a credential: its text, a baked picture, or the document at an address. */
export async function verify(verifier: Verifier, presented: string | Uint8Array): Promise<Verdict> {
  let credential: Claims | null = null;
  try {
    const jws = compactJwsOf(await documentOf(verifier, presented));
    credential = await proven(verifier, jws);
    if (verifier.refresh) credential = (await refreshed(verifier, credential)) ?? credential;
    await checkStatus(verifier, credential);
    return { verified: true, fault: null, credential };
  } catch (error) {
    return { verified: false, fault: String((error as Error).message), credential };
  }
}

async function documentOf({ fetch }: Verifier, presented: string | Uint8Array): Promise<Uint8Array> {
  if (typeof presented !== 'string') return presented;
  if (!/^https?:\/\//.test(presented)) return Buffer.from(presented, 'utf8');
  const response = await fetch(presented);
  if (response.status !== 200) throw new Error(`${presented} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Steps 1 and 2: the credential conforms to the specification, and its proof is valid. */
async function proven({ fetch }: Verifier, jws: string): Promise<Claims> {
  const payload = await provenPayload(fetch, jws);
  const faults = [...badgeFaults(payload), ...claimFaults(payload)];
  if (faults.length > 0) throw new Error(`does not conform: ${faults.join('; ')}`);
  return payload;
}

/** Step 3, once. Null if the refresh fails; the original is then verified further. */
async function refreshed(verifier: Verifier, credential: Claims): Promise<Claims | null> {
  const service = credential.refreshService as { readonly id: string; readonly type: string } | undefined;
  if (service?.type !== '1EdTechCredentialRefresh') return null;
  const response = await verifier.fetch(service.id);
  if (response.status !== 200) return null;
  return proven(verifier, compactJwsOf(new Uint8Array(await response.arrayBuffer()))).catch(() => null);
}

/** Step 4: the status lists, and the period of validity. */
async function checkStatus({ fetch, now }: Verifier, credential: Claims): Promise<void> {
  const [from, until] = [Date.parse(String(credential.validFrom)), Date.parse(String(credential.validUntil))];
  if (now().getTime() < from) throw new Error('is not valid yet');
  if (now().getTime() > until) throw new Error('is expired');
  for (const entry of entriesOf(credential)) {
    if (await isSet(fetch, entry, now()))
      throw new Error(entry.statusPurpose === 'revocation' ? 'is revoked' : 'is suspended');
  }
}

const entriesOf = ({ credentialStatus }: { readonly credentialStatus?: StatusEntry | readonly StatusEntry[] }) =>
  [credentialStatus ?? []].flat();
