/** The table that all instances of the figure share. */
export const tableName = 'revocation';

/** How many other keys each instance calls all the time. */
export const others = 20;

/** An instance's answer about the key that it was sent last; `index` counts the keys, times are epoch ms. */
export type Report = { readonly index: number; readonly lastAdmittedMs: number | null; readonly isAdmitted: boolean };
