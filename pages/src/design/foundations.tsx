import { colours } from '../../../design/tokens.ts';
import { Group, type Shown } from './shown.tsx';

const names = Object.keys(colours) as (keyof typeof colours)[];
const sizes = ['xs', 'sm', 'md', 'base', 'lg', 'xl', '2xl', '3xl'] as const;
const spaces = [2, 4, 8, 12, 16, 24, 32, 48, 72] as const;

/** Each colour with its name and value. */
export const Colours = ({ text, theme }: Shown) => (
  <Group title={text.colours}>
    <ul class="swatches">
      {names.map((name) => (
        <li key={name}>
          <svg aria-hidden="true" viewBox="0 0 40 40">
            <rect width="40" height="40" rx="6" fill={`var(--${name})`} stroke="var(--line)" />
          </svg>
          <code dir="ltr">{name}</code>
          <code dir="ltr" class="small">
            {colours[name][theme === 'dark' ? 1 : 0]}
          </code>
        </li>
      ))}
    </ul>
  </Group>
);

/** Each size of text. */
export const Type = ({ text }: Shown) => (
  <Group title={text.type}>
    <ul class="stack">
      {sizes.map((size) => (
        <li key={size}>
          <code dir="ltr" class="small">
            text-{size}
          </code>
          <p class={`type-${size}`}>{text.typeSample}</p>
        </li>
      ))}
    </ul>
  </Group>
);

/** Each distance, in CSS pixels. */
export const Space = ({ text }: Shown) => (
  <Group title={text.space}>
    <ul class="spaces">
      {spaces.map((px) => (
        <li key={px}>
          <svg aria-hidden="true" width={px} height="16">
            <rect width={px} height="16" fill="var(--accent)" />
          </svg>
          <code dir="ltr" class="small">
            {px}
          </code>
        </li>
      ))}
    </ul>
  </Group>
);
