import type { ReactNode } from 'react';
import type { Tone } from './tag.tsx';

type NoteProps = { readonly tone?: Tone; readonly title?: string; readonly children: ReactNode };

/** A framed remark inside a page. */
export const Note = ({ tone = 'plain', title, children }: NoteProps) => (
  <div className={`note note-${tone}`}>
    {title && <strong>{title}</strong>}
    {children}
  </div>
);
