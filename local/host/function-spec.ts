/** One function as the template declares it, its intrinsics resolved. */
export type FunctionSpec = {
  /** The name in logs: the bundle's folder if known, else the logical id. */
  readonly name: string;
  readonly logicalId: string;
  readonly arn: string;
  /** Absolute path of the bundle's folder. */
  readonly directory: string;
  /** `FILE.EXPORT` */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** The most processes at once. */
  readonly concurrency: number;
  /** The variables that the template declares. */
  readonly variables: Readonly<Record<string, string>>;
  /** The process's whole environment: the variables, Lambda's own, and the addresses of the stand-ins for AWS. */
  readonly environment: Readonly<Record<string, string>>;
};

/** The outcome of one invocation. `exited` covers crashes and kills, `not_started` a bundle that does not load. */
export type Invocation =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly reason: 'threw' | 'timed_out' | 'exited' | 'not_started' | 'stopped';
      readonly message: string;
    };
