/** The colours of the design where CSS variables do not work: emails and documents with one inline style. `tokens.css` has the same. */

/** A colour in the light and in the dark theme, as `#rrggbb`. */
export type ThemeColour = readonly [light: string, dark: string];

/** By the name of its custom property. */
export const colours = {
  canvas: ['#fbfaf7', '#101315'],
  surface: ['#ffffff', '#171b1e'],
  sunken: ['#f3f1ea', '#0c0e10'],
  raised: ['#ffffff', '#1f2428'],
  hover: ['#f8f7f2', '#1b2023'],
  ink: ['#17191c', '#eceae4'],
  'ink-2': ['#4a5059', '#b4b9bf'],
  'ink-3': ['#646a73', '#949aa1'],
  line: ['#e3dfd4', '#2b3136'],
  edge: ['#858071', '#7b838b'],
  accent: ['#0b5d4e', '#5fcbb1'],
  'accent-hover': ['#084a3e', '#86dcc7'],
  'accent-text': ['#0b5d4e', '#6fd3bb'],
  'on-accent': ['#ffffff', '#06211b'],
  'accent-soft': ['#e0efe9', '#14312b'],
  good: ['#0f6a3c', '#6fd39a'],
  'good-soft': ['#e1f2e6', '#12301f'],
  warn: ['#8a4b00', '#f0bd6b'],
  'warn-soft': ['#fcefd6', '#34270f'],
  bad: ['#a3201b', '#ff9f95'],
  'bad-soft': ['#fce8e5', '#3f1c19'],
  danger: ['#a3201b', '#ff9f95'],
  'danger-hover': ['#861a16', '#ffb8b0'],
  'on-danger': ['#ffffff', '#3f1c19'],
  info: ['#1c5a9c', '#8dbdf5'],
  'info-soft': ['#e4eefa', '#152a42'],
  test: ['#5b4ba8', '#b8aef0'],
  'test-soft': ['#ece9f8', '#262040'],
  mark: ['#e2a11b', '#f0b739'],
  focus: ['#0b5d4e', '#8addc8'],
} as const satisfies Readonly<Record<string, ThemeColour>>;

/** The faces of text, for documents that load no font. */
export const fontText = 'Geist,Vazirmatn,system-ui,-apple-system,Tahoma,sans-serif';
