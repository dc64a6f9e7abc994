/** A list that is newest first, as far as it was read. `more`: there are lines behind. */
export type Read<Line extends { readonly at: string }> = { readonly lines: readonly Line[]; readonly more: boolean };

/** The joined lines, newest first. `next`: the index of the list to read next; null: all were read to their ends. */
export type Joined<Line> = { readonly lines: readonly Line[]; readonly next: number | null };

/** Comes before every line: a list of which nothing was read yet may begin anywhere. */
const start = '~';

/**
 * Joins lists that are read page by page. Lines of one time stand in the order of their lists. A line is shown only where no line that is
 * still to be read can stand above it, so nothing is ever put in between. The list that holds the others back is read next.
 */
export function joinLines<Line extends { readonly at: string }>(lists: readonly Read<Line>[]): Joined<Line> {
  const unread = lists.flatMap(({ lines, more }, list) => (more ? [{ list, at: lines.at(-1)?.at ?? start }] : []));
  const [frontier] = unread.toSorted((a, b) => order(b.at, a.at) || a.list - b.list);
  const all = lists.flatMap(({ lines }, list) => lines.map((line) => ({ line, list })));
  const shown = all.filter(({ line: { at }, list }) =>
    unread.every((other) => at > other.at || (at === other.at && list <= other.list)),
  );
  return {
    lines: shown.toSorted((a, b) => order(b.line.at, a.line.at)).map(({ line }) => line),
    next: frontier?.list ?? null,
  };
}

const order = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
