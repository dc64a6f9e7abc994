/** Answers of the console about the operators themselves, and about what runs. */
import type { OperatorRole } from '../../domain/accounts/operator.ts';

/** An operator that the configuration names. */
export type OperatorView = {
  email: string;
  /** The role now; null: the command line took it away. */
  role: OperatorRole | null;
  /** The role that the configuration gives. */
  configured: OperatorRole;
  /** When the command line gave or took the role; null: the role is the configured one. */
  changedAt: string | null;
  /** Until when a one-time code for a passkey is good that was not used yet; null: there is none. */
  invitedUntil: string | null;
};

/** An act of operators. */
export type PowerView = {
  /** The action of its line in the trail. */
  action: string;
  /** The roles that may do it. */
  roles: OperatorRole[];
  /** Whether it asks for a sign-in within the past 15 minutes. */
  presence: boolean;
};

/** The operators, and what each role may do. Every role reads the console. */
export type RolesView = {
  /** The operators that the configuration names, in its order. */
  operators: OperatorView[];
  /** Each act once, in the order of the routes. */
  powers: PowerView[];
};
