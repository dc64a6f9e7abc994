import { invalid } from '../../errors.ts';

/**
 * Where a page of the trail ends, newest first: among lines that were waiting, in the chain, or among lines of before the chain. `head` was the
 * chain's end when the first page was read.
 */
export type TrailPosition =
  | { readonly in: 'box'; readonly head: number; readonly before: string }
  | { readonly in: 'chain'; readonly before: number }
  | { readonly in: 'old'; readonly before: string };

/** A position as a cursor. */
export const cursorOf = (position: TrailPosition): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position that a cursor stands for. @throws AppError 400 for one that no page gave */
export function positionOfCursor(cursor: string): TrailPosition {
  const position = parsed(cursor);
  if (position) return position;
  throw invalid([
    { field: 'cursor', message: 'is not a cursor of this list: leave it out to start from the first page' },
  ]);
}

function parsed(cursor: string): TrailPosition | null {
  try {
    const made = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
    const { in: part, before, head } = made;
    if (part === 'chain' && isCount(before)) return { in: part, before };
    if (typeof before !== 'string' || before === '' || before.length > 500 || !before.isWellFormed()) return null;
    if (part === 'box' && isCount(head)) return { in: part, head, before };
    return part === 'old' ? { in: part, before } : null;
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
