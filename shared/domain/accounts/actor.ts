import type { Session } from './account.ts';

/** A part of the service, in the words that the trail shows. */
export type SystemActor = 'stripe' | 'tollgate' | 'domain-check' | 'command line';

/** A person by a random id. `name` is the address, which the trail keeps apart from its lines. */
export type PersonActor = { readonly kind: 'person' | 'operator'; readonly id: string; readonly name: string };

/** The doer of what a line of the trail tells. */
export type Actor = PersonActor | SystemActor;

/** The person of a session. */
export const personActing = ({ personId, email }: Pick<Session, 'personId' | 'email'>): PersonActor => ({
  kind: 'person',
  id: personId,
  name: email,
});

/** The operator of a session. Operators answer for what they decided, so their names outlast the organization's. */
export const operatorActing = ({ personId, email }: Pick<Session, 'personId' | 'email'>): PersonActor => ({
  kind: 'operator',
  id: personId,
  name: email,
});
