import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colours } from '../../design/tokens.ts';

type Name = keyof typeof colours;
type Pair = readonly [text: Name, ground: Name];

const css = readFileSync('design/tokens.css', 'utf8');
const declared = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light, dark]) => [
    name,
    [light, dark],
  ]),
);

/** WCAG 2.2, "relative luminance". */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2.2, "contrast ratio", from 1 to 21. */
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const grounds = ['canvas', 'surface', 'sunken', 'raised', 'hover'] as const;
const on = (texts: readonly Name[], under: readonly Name[]): Pair[] =>
  texts.flatMap((text) => under.map((ground) => [text, ground] as const));

const tones = ['good', 'warn', 'bad', 'info', 'test'] as const;
const softs = ['good-soft', 'warn-soft', 'bad-soft', 'info-soft', 'test-soft', 'accent-soft'] as const;

/** SC 1.4.3: 4.5 to 1 for text. */
const texts: Pair[] = [
  ...on(['ink', 'ink-2', 'ink-3', 'accent-text'], grounds),
  ...on(['ink', 'ink-2'], softs),
  ...on(tones, grounds),
  ...tones.map((tone) => [tone, `${tone}-soft`] as const),
  ['accent-text', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['canvas', 'ink'],
];

/** SC 1.4.11: 3 to 1 for the edges of controls and for focus. */
const shapes: Pair[] = on(['edge', 'focus', 'accent', 'bad'], grounds);

const tooLow = (pairs: readonly Pair[], least: number): string[] =>
  pairs.flatMap(([text, ground]) =>
    ([0, 1] as const)
      .map((theme) => ({ theme, ratio: contrast(colours[text][theme], colours[ground][theme]) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ theme, ratio }) => `${text} on ${ground}, ${theme ? 'dark' : 'light'}: ${ratio.toFixed(2)}`),
  );

describe('the tokens of the design', () => {
  it('are the same in CSS and in TypeScript', () => {
    expect(declared).toEqual(colours);
  });

  it('measure contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(tooLow([['line', 'surface']], 4.5)).toHaveLength(2);
  });

  it('keep text at 4.5 to 1, in both themes', () => {
    expect(tooLow(texts, 4.5)).toEqual([]);
  });

  it('keep the edges of controls and the focus at 3 to 1, in both themes', () => {
    expect(tooLow(shapes, 3)).toEqual([]);
  });

  it('are the only colours of the styles, but for shadows', () => {
    const styles = globSync('{design/parts,pages/styles,portal/src/styles}/*.css').concat('design/base.css');
    const own = styles.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/#[0-9a-f]{3,8}\b/gi)].map(([colour]) => `${file}: ${colour}`),
    );
    expect(own).toEqual([]);
  });

  it('name every variable that a style uses', () => {
    const styles = globSync('{design,pages,portal/src}/**/*.css').map((file) => readFileSync(file, 'utf8'));
    const known = new Set(styles.flatMap((text) => [...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name)));
    const used = styles.flatMap((text) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });
});
