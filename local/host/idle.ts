/** A process of a function without an event for so long ends. */
export const idleLifeMs = 60_000;

const hourMs = 3_600_000;
/**
 * The same by the local clock, for processes that work beside their answers, where the clock is moved: they end before anybody takes them
 * for dead. The one used last stays longer, so that what is called once a day need not begin anew each time.
 */
export const silentLifeMs = { others: 12 * hourMs, last: 30 * hourMs };

/**
 * How long stand-ins keep a connection that nothing comes over: longer than a function stands frozen, which does not see that one
 * was closed and would send into it. AWS and Stripe keep theirs for minutes.
 */
export const keptIdleMs = idleLifeMs + 15_000;
