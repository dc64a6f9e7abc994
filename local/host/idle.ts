/** A function's process ends after so long without an event. */
export const idleLifeMs = 60_000;

const hourMs = 3_600_000;
/**
 * How long a process that also works after its answers may be without an event, by the local clock, when that is moved. It ends before its
 * instance would count as dead. The most recently used process has longer, so that a daily job does not need a new process each time.
 */
export const silentLifeMs = { others: 12 * hourMs, last: 30 * hourMs };

/**
 * How long stand-ins keep an idle connection open: longer than a function can be frozen. A frozen function does not notice that a connection
 * was closed, and would send into it. AWS and Stripe keep theirs open for minutes.
 */
export const keptIdleMs = idleLifeMs + 15_000;
