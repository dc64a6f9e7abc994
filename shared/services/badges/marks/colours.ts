import type { Theme } from './options.ts';

type Tone = 'ground' | 'line' | 'ink' | 'quiet';
type Colours = Readonly<Record<Tone, string>>;

const light: Colours = { ground: '#ffffff', line: '#c5ccd6', ink: '#14171c', quiet: '#535b67' };
const dark: Colours = { ground: '#16191e', line: '#4a5361', ink: '#eef1f5', quiet: '#a9b2be' };

/** Attributes that fill, or draw, in a tone. Where the reader's own preference decides, a rule of `styleOf` overrides them. */
export function toneOf(theme: Theme, tone: Tone, property: 'fill' | 'stroke' = 'fill'): string {
  const { [tone]: colour } = theme === 'dark' ? dark : light;
  return `${theme === 'auto' ? `class="tg-${tone}" ` : ''}${property}="${colour}"`;
}

/** The style rules that make the colours follow the reader's preference. */
export const darkRules = `@media (prefers-color-scheme:dark){.tg-ground{fill:${dark.ground}}.tg-line{stroke:${dark.line}}.tg-ink{fill:${dark.ink}}.tg-quiet{fill:${dark.quiet}}}`;

/** The `<style>` of a theme; empty unless the theme is `auto`. */
export const styleOf = (theme: Theme): string => (theme === 'auto' ? `<style>${darkRules}</style>` : '');
