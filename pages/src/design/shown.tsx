import type { ComponentChildren } from 'preact';
import type { DesignTexts } from './texts.ts';

/** One theme of the page. Its name keeps the ids of the two themes apart. */
export type Shown = { readonly text: DesignTexts; readonly theme: 'light' | 'dark' };

type GroupProps = { readonly title: string; readonly children: ComponentChildren };

/** Parts of one kind, in one theme. */
export const Group = ({ title, children }: GroupProps) => (
  <div class="shown-group">
    <h3>{title}</h3>
    {children}
  </div>
);

/** A part in a state, with the name of the state. */
export const State = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div class="shown-state">
    <span class="small">{name}</span>
    {children}
  </div>
);
