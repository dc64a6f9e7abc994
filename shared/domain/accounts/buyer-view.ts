/** An operator’s look at an organization as its buyer sees it: in one session, read-only, and over by itself. Times are ISO-8601 UTC. */
export type BuyerView = { readonly accountId: string; readonly since: string; readonly until: string };

/** Minutes until a look at an organization as its buyer sees it ends. */
export const buyerViewMinutes = 60;

/** Whether the look is not over at `now`. */
export const isOpen = ({ until }: BuyerView, now: Date): boolean => until > now.toISOString();
