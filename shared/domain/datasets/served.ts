/**
 * The version of a dataset that readers get. `newest`: the one that was imported last. `pinned`: that version, whatever is imported later.
 * `withdrawn`: none.
 */
export type ServedVersion =
  | { readonly is: 'newest' | 'withdrawn' }
  | { readonly is: 'pinned'; readonly version: string };

/** The word of operators on a dataset. `revision` counts the changes; 0: there was none, and the newest version is served. */
export type ServedWord = {
  readonly served: ServedVersion;
  readonly revision: number;
  /** ISO-8601 UTC; null without a change. */
  readonly at: string | null;
  readonly reason: string | null;
};

/** The word on a dataset that nobody changed. */
export const newestServed: ServedWord = { served: { is: 'newest' }, revision: 0, at: null, reason: null };
