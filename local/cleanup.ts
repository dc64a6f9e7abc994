/** What was started and has to be stopped, last first. */
export type Cleanup = {
  add(stop: () => Promise<void> | void): void;
  /** Runs each once, even where one fails. */
  run(): Promise<void>;
};

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
