/** Stops what was started, in reverse order. */
export type Cleanup = {
  add(stop: () => Promise<void> | void): void;
  /** Runs each added function once, even if one of them fails. */
  run(): Promise<void>;
};

/** An empty list of functions to run at the end. */
export function createCleanup(): Cleanup {
  const stops: (() => Promise<void> | void)[] = [];
  return {
    add: (stop) => void stops.push(stop),
    async run() {
      for (let stop = stops.pop(); stop; stop = stops.pop())
        await Promise.resolve(stop()).catch((error: unknown) => console.error(error));
    },
  };
}
