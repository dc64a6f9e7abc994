import type { ComponentChildren } from 'preact';
import type { DesignTexts } from './texts-en.ts';

/** One pane of the page: a theme in a language. */
export type Shown = {
  readonly text: DesignTexts;
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'ar';
};

/** An id of a pane's own. */
export const idOf = (name: string, { theme, language }: Pick<Shown, 'theme' | 'language'>): string =>
  `${language}-${theme}-${name}`;

/** A name that no other pane has, as regions need. */
export const captionOf = (name: string, { text, theme }: Shown): string => `${name} (${text[theme]})`;

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
