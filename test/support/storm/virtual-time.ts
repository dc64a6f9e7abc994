import type { Sleep } from './hazards.ts';

/**
 * A clock for code that waits only for its own sleeps. When nothing else can run, it jumps to the earliest end of a sleep. Sleeps
 * with the same end finish in the order in which they began. The same calls give the same run.
 */
export function virtualTime(): {
  readonly sleep: Sleep;
  /** Milliseconds since the clock was created. */
  now(): number;
  run<T>(story: Promise<T>): Promise<T>;
} {
  let now = 0;
  let begun = 0;
  const sleeping: { at: number; order: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise<void>((wake) => sleeping.push({ at: now + ms, order: begun++, wake })),
    async run(story) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      story.then(end, end);
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        if (sleeping.length === 0) continue;
        const first = sleeping.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a));
        sleeping.splice(sleeping.indexOf(first), 1);
        now = first.at;
        first.wake();
      }
      return story;
    },
  };
}
