/** A passage that may break a rule of prose, and why. */
export type Exception = { readonly file: string; readonly text: string; readonly reason: string };

/** Few, and only for words that are not ours to choose. */
export const exceptions: readonly Exception[] = [];
