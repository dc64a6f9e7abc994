/** A process of a function without an event for so long ends. */
export const idleLifeMs = 60_000;

/**
 * How long stand-ins keep a connection that nothing comes over: longer than a function stands frozen, which does not see that one
 * was closed and would send into it. AWS and Stripe keep theirs for minutes.
 */
export const keptIdleMs = idleLifeMs + 15_000;
