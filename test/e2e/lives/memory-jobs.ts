/** A job with its schedule. `run` may fail, as a deployed job may: the next slot tries again. */
export type LivesJob = {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** Seconds from one slot to the next, and how far into each the slot lies. */
  readonly everySeconds: number;
  readonly offsetSeconds?: number;
  /** Runs in its own slots only while there is something new, and once a day besides. */
  readonly isIdle?: true;
  /** Whether the job is down at a time; its next slot after that is soon. */
  readonly isDown?: (at: number) => boolean;
};

const daySeconds = 86_400;
/** Within this time after news usage is merged, which happens every 15 minutes, and then reported, which happens every 20. */
const newsSeconds = 2_400;

/**
 * The schedules of jobs (epoch seconds). A job that looks for news every few minutes finds none most of the time, and three years have a hundred
 * thousand of its slots. So it runs for a while after news, and once a day.
 */
export function memoryJobs(jobs: readonly LivesJob[], start: number) {
  let done = start;
  let newsUntil = start;
  const slotAfter = (time: number, every: number, offset: number) =>
    (Math.floor((time - offset) / every) + 1) * every + offset;
  const nextOf = ({ everySeconds, offsetSeconds = 0, isIdle }: LivesJob): number => {
    const slot = slotAfter(done, everySeconds, offsetSeconds);
    return isIdle && slot > newsUntil ? slotAfter(done, daySeconds, offsetSeconds) : slot;
  };
  return {
    /** Notes that something happened at a time. */
    news(at: number): void {
      newsUntil = Math.max(newsUntil, at + newsSeconds);
    },
    next: (): number => Math.min(...jobs.map(nextOf)),
    /** Runs every job whose slot is at `now` or before it, in the order of the list. */
    async runDue(now: number): Promise<void> {
      const due = jobs.filter((job) => nextOf(job) <= now);
      done = Math.max(done, now);
      for (const { name, run, isDown } of due)
        if (isDown?.(now)) newsUntil = now + newsSeconds;
        else await attempted(name, run);
    },
  };
}

/** A job that failed is repeated by its schedule; its alarm is not what the lives are about. */
async function attempted(name: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (process.env.SHOW_JOBS) console.log(`${name} failed: ${error}`);
  }
}
