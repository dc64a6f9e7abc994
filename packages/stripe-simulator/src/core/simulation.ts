import type { RuleSet } from '../rules/rules.ts';
import type { Agenda, DueKind } from './agenda.ts';
import type { NewId } from './ids.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { AnyEvent } from './thin-event.ts';
import type { Time } from './time.ts';

/** One simulated Stripe account: its state, its time, and the way out to its webhook endpoints. */
export type Simulation = {
  readonly store: Store;
  readonly time: Time;
  readonly agenda: Agenda;
  readonly dueHandlers: DueHandlers;
  readonly newId: NewId;
  readonly settings: Settings;
  /** Whether a documented rule of Stripe's is enforced; all are, unless a test turns one off. */
  readonly rules: RuleSet;
  /** Where the hosted pages are, without a slash at the end. */
  readonly origin: string;
  readonly apiVersion: string;
  /** The API request that is being answered; its events name it. Null while Stripe acts by itself. */
  request: { readonly id: string; readonly idempotencyKey: string | null } | null;
  /** Sends an event to its endpoints later, never within the call. */
  readonly dispatch: (event: AnyEvent) => void;
};

/** The actions for things that fall due, by their kind. */
export type DueHandlers = Readonly<Record<DueKind, (sim: Simulation, id: string) => void>>;
