import type { ReactNode } from 'react';

/** The colour of a note, by meaning. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain';

/** A key's environment has a colour of its own, the same in every place. */
type TagTone = Tone | 'live' | 'test';

/** A state in a word or two; the colour only repeats what the words say. */
export const Tag = ({ tone = 'plain', children }: { readonly tone?: TagTone; readonly children: ReactNode }) => (
  <span className={`tag tag-${tone}`}>{children}</span>
);
