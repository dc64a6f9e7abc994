/** A run of lines of one kind: in both texts, in the earlier one only, or in the later one only. */
export type LineRun = { readonly kind: 'same' | 'removed' | 'added'; readonly lines: readonly string[] };

/**
 * The difference of two texts as runs of lines, in order; a removed run stands before the added one in its place. The texts have as many
 * lines in common as can be.
 * Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), the greedy algorithm.
 */
export function lineDifference(earlier: readonly string[], later: readonly string[]): LineRun[] {
  const runs: { kind: LineRun['kind']; lines: string[] }[] = [];
  const push = (kind: LineRun['kind'], line: string) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  };
  for (const [x, y] of steps(earlier, later)) {
    if (x !== null && y !== null) push('same', earlier[x] ?? '');
    else if (x !== null) push('removed', earlier[x] ?? '');
    else if (y !== null) push('added', later[y] ?? '');
  }
  return removedFirst(runs);
}

/** A line of both, or of one alone, by index. */
type Step = readonly [earlier: number | null, later: number | null];

/** The shortest way from one text to the other. */
function steps(earlier: readonly string[], later: readonly string[]): Step[] {
  const furthest = searched(earlier, later);
  const way: Step[] = [];
  let [x, y] = [earlier.length, later.length];
  for (let edits = furthest.length - 1; edits >= 0; edits -= 1) {
    const reached = edits > 0 ? furthest[edits - 1] : undefined;
    const k = x - y;
    const cameByAdding = reached !== undefined && isAdding(reached, k, edits);
    const fromK = cameByAdding ? k + 1 : k - 1;
    const fromX = reached ? (reached.get(fromK) ?? 0) : 0;
    const fromY = reached ? fromX - fromK : 0;
    while (x > fromX && y > fromY) way.push([--x, --y]);
    if (reached) way.push(cameByAdding ? [null, --y] : [--x, null]);
  }
  return way.reverse();
}

/** By number of edits, the furthest line of the earlier text that each diagonal reaches with them. */
function searched(earlier: readonly string[], later: readonly string[]): ReadonlyMap<number, number>[] {
  const trace: Map<number, number>[] = [];
  for (let edits = 0; ; edits += 1) {
    const before = trace.at(-1) ?? new Map<number, number>();
    const now = new Map<number, number>();
    trace.push(now);
    for (let k = -edits; k <= edits; k += 2) {
      let x = edits === 0 ? 0 : isAdding(before, k, edits) ? (before.get(k + 1) ?? 0) : (before.get(k - 1) ?? 0) + 1;
      while (x < earlier.length && x - k < later.length && earlier[x] === later[x - k]) x += 1;
      now.set(k, x);
      if (x >= earlier.length && x - k >= later.length) return trace;
    }
  }
}

/** Whether diagonal `k` is reached by adding a line, rather than by removing one. */
const isAdding = (before: ReadonlyMap<number, number>, k: number, edits: number): boolean =>
  k === -edits || (k !== edits && (before.get(k - 1) ?? -1) < (before.get(k + 1) ?? -1));

/** Between two common runs, what was removed stands before what was added. */
function removedFirst(runs: readonly LineRun[]): LineRun[] {
  const ordered: LineRun[] = [];
  let changed: LineRun[] = [];
  const flush = () => {
    for (const kind of ['removed', 'added'] as const) {
      const lines = changed.filter((run) => run.kind === kind).flatMap((run) => run.lines);
      if (lines.length > 0) ordered.push({ kind, lines });
    }
    changed = [];
  };
  for (const run of runs) {
    if (run.kind !== 'same') {
      changed.push(run);
      continue;
    }
    flush();
    ordered.push(run);
  }
  flush();
  return ordered;
}
