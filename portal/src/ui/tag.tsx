import type { ReactNode } from 'react';

/** The colour of a tag or note, by meaning. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain';

/** A state in a word or two; the colour only repeats what the words say. */
export const Tag = ({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className={`tag tag-${tone}`}>{children}</span>
);
