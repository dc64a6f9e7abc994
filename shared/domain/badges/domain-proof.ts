import type { ProofLookup } from './challenge.ts';

/** The state of an organization's claim to a domain. Times are ISO-8601 UTC. */
export type DomainProof = {
  readonly accountId: string;
  /** The badge's id in the catalogue. */
  readonly badge: string;
  readonly domain: string;
  readonly state: 'unproven' | 'proven' | 'failing' | 'lost';
  /** Since when it is proven without a loss; null before the first proof. */
  readonly provenAt: string | null;
  readonly checkedAt: string | null;
  readonly found: ProofLookup | null;
  /** The first check since the last success that missed the record, and how many did. */
  readonly failingSince: string | null;
  readonly failures: number;
  /** When the job checks it next; null: only on request. */
  readonly nextCheckAt: string | null;
  readonly version: number;
};

/** A claim without a check yet. `version` is that of the stored claim that it replaces; 0: there is none. */
export const unproven = (of: Pick<DomainProof, 'accountId' | 'badge' | 'domain'>, version: number): DomainProof => ({
  ...of,
  state: 'unproven',
  provenAt: null,
  checkedAt: null,
  found: null,
  failingSince: null,
  failures: 0,
  nextCheckAt: null,
  version,
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Checks that must fail as well: a job that did not run proves nothing. */
const fewestFailures = 5;
/** Days for which the job still checks a lost proof; after that only a request does. */
const lostDays = 30;

/** How long checks may miss the record before a proof is lost. */
export type Patience = { readonly loseAfterDays: number };

/** When a failing proof is lost; null where it is not failing. */
export const losesAt = ({ failingSince, state }: DomainProof, { loseAfterDays }: Patience): string | null =>
  failingSince === null || state !== 'failing' ? null : later(failingSince, loseAfterDays * dayMs);

/**
 * The proof after a check. A missing record makes it fail at once; a zone that does not answer does so only after a day. It is lost when no
 * check has found the record for `loseAfterDays`, whatever else they found. It is proven again as soon as a check finds the record.
 */
export function afterDomainCheck(
  proof: DomainProof,
  { found, at, loseAfterDays }: Patience & { readonly found: ProofLookup; readonly at: string },
): DomainProof {
  const checked = { ...proof, checkedAt: at, found, version: proof.version + 1 };
  if (found === 'record') {
    const isProven = proof.state === 'proven' || proof.state === 'failing';
    const provenAt = isProven ? proof.provenAt : at;
    return { ...checked, state: 'proven', provenAt, failingSince: null, failures: 0, nextCheckAt: later(at, dayMs) };
  }
  if (proof.state === 'unproven') return { ...checked, nextCheckAt: null };
  const failed = { ...checked, failingSince: proof.failingSince ?? at, failures: proof.failures + 1 };
  const state = stateAfterFailure(failed, { found, at, loseAfterDays });
  return { ...failed, state, nextCheckAt: nextAfterFailure({ ...failed, state }, { at, loseAfterDays }) };
}

function stateAfterFailure(
  { state, failingSince, failures }: DomainProof & { readonly failingSince: string },
  { found, at, loseAfterDays }: Patience & { readonly found: ProofLookup; readonly at: string },
): DomainProof['state'] {
  const failingMs = Date.parse(at) - Date.parse(failingSince);
  if (state === 'lost' || (failingMs >= loseAfterDays * dayMs && failures >= fewestFailures)) return 'lost';
  return state === 'failing' || found !== 'no_answer' || failingMs >= dayMs ? 'failing' : 'proven';
}

function nextAfterFailure(
  { state, failingSince }: DomainProof & { readonly failingSince: string },
  { at, loseAfterDays }: Patience & { readonly at: string },
): string | null {
  if (state !== 'lost') return later(at, 6 * hourMs);
  const end = Date.parse(failingSince) + (loseAfterDays + lostDays) * dayMs;
  return Date.parse(at) < end ? later(at, dayMs) : null;
}

/** The domain that the badge may show as the holder's; null where it is not proven. */
export const provenDomainOf = ({ state, domain }: DomainProof): string | null =>
  state === 'proven' || state === 'failing' ? domain : null;

const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();
