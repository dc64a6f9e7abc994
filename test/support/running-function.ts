import { AsyncLocalStorage } from 'node:async_hooks';

/** The function of the deployment whose code runs now, for what looks on from outside; undefined outside of functions. */
export const runningFunction = new AsyncLocalStorage<string>();
