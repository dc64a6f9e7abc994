import type { BadgeKind } from '../../../domain/catalog/badge-review.ts';

/** A shape in a square of 14 by 14, which shows the kind without its colour. */
type Shape = { readonly ground: string; readonly check: string };

const check = (stroke: string) =>
  `<path d="M3.7 7.2l2.3 2.3 4.4-4.8" fill="none" stroke="${stroke}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A circle for a person, a square for an organization, a hexagon for a government. */
const shapes: Readonly<Record<BadgeKind, Shape>> = {
  person: { ground: '<circle cx="7" cy="7" r="7" fill="#1a67d2"/>', check: check('#fff') },
  organization: { ground: '<rect width="14" height="14" rx="3.2" fill="#e3b009"/>', check: check('#2b2000') },
  government: { ground: '<path d="M4 .8h6L14 7l-4 6.2H4L0 7z" fill="#5b6675"/>', check: check('#fff') },
};

/** A place and a size in a drawing. */
export type Square = { readonly x: number; readonly y: number; readonly side: number };

/** The check mark of a kind, drawn at a place. Only for verified badges. */
export function checkOf(kind: BadgeKind, { x, y, side }: Square): string {
  const { ground, check } = shapes[kind];
  return `<g transform="translate(${rounded(x)} ${rounded(y)}) scale(${rounded(side / 14)})">${ground}${check}</g>`;
}

/** A number rounded to two decimals, as markup writes it. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
