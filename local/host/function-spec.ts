/** One function as the template declares it, its intrinsics resolved. */
export type FunctionSpec = {
  /** The word for it in logs: the bundle's folder where that is known, else the logical id. */
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  /** Absolute path of the bundle's folder. */
  readonly directory: string;
  /** `FILE.EXPORT` */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Processes at once. */
  readonly concurrency: number;
  /** What the template gives it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Everything that the process sees: the variables, Lambda's own, and the addresses that stand in for AWS. */
  readonly environment: Readonly<Record<string, string>>;
};

/** What came of one invocation. `exited` covers crashes and kills, `not_started` a bundle that does not load. */
export type Invocation =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly reason: 'threw' | 'timed_out' | 'exited' | 'not_started' | 'stopped';
      readonly message: string;
    };
