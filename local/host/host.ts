import type { LocalClock } from '../clock.ts';
import { readAssembly } from './assembly.ts';
import { passDeploymentChecks } from './deployment-checks.ts';
import { edge } from './edge.ts';
import type { Handle } from './front.ts';
import type { FunctionPool } from './function-pool.ts';
import { declaredFunctions } from './functions.ts';
import { createResolver } from './intrinsics.ts';
import { createResources, type Endpoints, type Resources } from './resources.ts';
import { runFunctions } from './running-functions.ts';
import type { Scheduler } from './scheduler.ts';
import { startTriggers } from './triggers.ts';

/** The templates and the stand-ins of a local deployment. */
export type HostOptions = {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Folders of the built pages and of the portal's built files. */
  readonly folders: readonly string[];
  readonly clock: LocalClock;
  readonly endpoints: Endpoints;
  /** Variables for every function's environment, over the template's: addresses of the stand-ins for AWS and Stripe. */
  readonly standIns: Readonly<Record<string, string>>;
  /** The most processes of a function at once. */
  readonly concurrency: number;
  log(functionName: string, line: string): void;
};

/** A deployment that runs on this machine. */
export type Host = {
  readonly functions: readonly FunctionPool[];
  readonly tables: readonly string[];
  /** The variables that the template gives its functions, all together. */
  readonly environment: Readonly<Record<string, string>>;
  readonly scheduler: Scheduler;
  /** Publishes the mail service's events, by configuration set. */
  readonly configurationSets: Resources['configurationSets'];
  /** Answers as CloudFront does, from the API or from the portal's files. */
  readonly handle: Handle;
  /** Whether no function runs, queues are empty, except dead-letter queues, and streams are read to their end. */
  isQuiet(): Promise<boolean>;
  /** Ends every process of every function. */
  stop(): Promise<void>;
};

/** Creates what the templates declare: tables, queues and buckets on the stand-ins, and functions that run in processes of their own. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { clock, endpoints } = options;
  const assembly = readAssembly(options.assembly);
  const resolver = createResolver(assembly);
  const declared = declaredFunctions(assembly, resolver);
  const { tables, queues, sqs, configurationSets } = await createResources(assembly, resolver, endpoints);
  const running = await runFunctions(
    { assembly, resolver, declared, tables },
    { ...options, offsetMs: clock.offsetMs },
  );
  const { functions, environment } = running;
  const pools = [...functions.values()];
  await passDeploymentChecks({ assembly, resolver, functions });
  const { scheduler, sources } = startTriggers({
    assembly,
    resolver,
    functions,
    queues,
    sqs,
    endpoints,
    now: clock.now,
  });
  const isBusy = () => pools.some((pool) => pool.busy() > 0) || scheduler.running() || sources.busy();
  const begun = () => pools.reduce((sum, pool) => sum + pool.begun(), 0);
  return {
    functions: pools,
    tables: tables.map(({ name }) => name),
    environment,
    scheduler,
    configurationSets,
    handle: edge({ assembly, resolver, functions }, options),
    async isQuiet() {
      const before = begun();
      return !isBusy() && (await sources.isDrained()) && !isBusy() && begun() === before;
    },
    async stop() {
      await Promise.all([running.stop(), sources.stop()]);
      await running.stopApis();
      sqs.destroy();
    },
  };
}
