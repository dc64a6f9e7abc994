import type { UnsaltedFact } from './fact.ts';

/** A legal hold on an organization's evidence: nothing of it is erased until the hold is released. `since`: ISO-8601 UTC. */
export type Hold = { readonly id: string; readonly since: string; readonly reason: string };

/** The hold as a fact. The operator who placed it is in the trail. */
export const holdFact = (organization: string, { id, since, reason }: Hold): UnsaltedFact => ({
  ...{ kind: 'hold', id, at: since, organization, reason },
});

/** A hold that was released: when and why. */
export type Release = { readonly hold: Hold; readonly at: string; readonly reason: string };

/** The release of a hold as a fact. */
export const releaseFact = (organization: string, { hold, at, reason }: Release): UnsaltedFact => ({
  ...{ kind: 'release', id: `${hold.id}.released`, at, organization, hold: hold.id, reason },
});
