import type { LocalClock } from '../clock.ts';
import { startIamProxy } from '../iam/proxy.ts';
import { statementsIn } from '../iam/statements.ts';
import { apiGateway } from './api-gateway.ts';
import { readRoutes } from './api-routes.ts';
import { type Assembly, readAssembly } from './assembly.ts';
import { cloudFront } from './cloudfront.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import { passDeploymentChecks } from './deployment-checks.ts';
import { readDistribution } from './distribution.ts';
import { readMappings } from './event-source.ts';
import { startEventSources } from './event-sources.ts';
import { createExtensionsApi } from './extensions-api.ts';
import type { Handle } from './front.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { declaredFunctions, functionSpec } from './functions.ts';
import { createResolver, type Resolver } from './intrinsics.ts';
import { startInvokeApi } from './invoke-api.ts';
import { startReaper } from './reaper.ts';
import { createResources, type Endpoints } from './resources.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { readSchedules } from './schedules.ts';

export type HostOptions = {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Folder of the portal's built files. */
  readonly portal: string;
  readonly clock: LocalClock;
  readonly endpoints: Endpoints;
  /** Put into every function's environment, over what the template says: addresses that stand in for AWS and Stripe. */
  readonly standIns: Readonly<Record<string, string>>;
  /** Processes a function may have at once. */
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
  /** What the mail service does with its events. */
  readonly configurationSets: ConfigurationSets;
  /** Answers as CloudFront does: from the API or from the portal's files. */
  readonly handle: Handle;
  /** Whether no function runs, queues are empty (dead letters apart) and streams are read to their end. */
  isQuiet(): Promise<boolean>;
  /** Ends every process of every function. */
  stop(): Promise<void>;
};

/** Makes what the templates declare: tables, queues and buckets on the stand-ins, functions as processes of their own. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { clock, endpoints } = options;
  const assembly = readAssembly(options.assembly);
  const resolver = createResolver(assembly);
  const declared = declaredFunctions(assembly, resolver);
  const { tables, queues, sqs, configurationSets } = await createResources(assembly, resolver, endpoints);
  const reaper = startReaper();
  const statements = statementsIn(assembly, resolver);
  const iam = await startIamProxy({
    ...endpoints.dynamodb,
    statements,
    keys: new Map(tables.map(({ name, partitionKeys }) => [name, partitionKeys])),
    refused: (functionId, sentence) => options.log(functionId, `AccessDeniedError: ${sentence}`),
  });
  const pools: FunctionPool[] = [];
  const invokeApi = await startInvokeApi({ functions: pools, statements });
  const guarded = { AWS_ENDPOINT_URL_DYNAMODB: iam.endpoint, AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint };
  const standIns = { ...options.standIns, ...guarded };
  const specs = declared.map((one) => functionSpec(one, resolver, { ...options, standIns }));
  const extensionsApi = createExtensionsApi();
  const processes = { offsetMs: clock.offsetMs, log: options.log, reaper, extensionsApi };
  const functions = new Map(specs.map((spec) => [spec.logicalId, createFunctionPool(spec, processes)]));
  pools.push(...functions.values());
  await passDeploymentChecks({ assembly, resolver, functions });
  const scheduler = createScheduler(readSchedules(assembly, resolver, clock.now()), functions, clock.now());
  const mappings = readMappings(assembly, resolver);
  const sources = startEventSources({ mappings, functions, queues, sqs, endpoints });
  const isBusy = () => pools.some((pool) => pool.busy() > 0) || scheduler.running() || sources.busy();
  const begun = () => pools.reduce((sum, pool) => sum + pool.begun(), 0);
  return {
    functions: pools,
    tables: tables.map(({ name }) => name),
    environment: Object.assign({}, ...specs.map(({ variables }) => variables)),
    scheduler,
    configurationSets,
    handle: edge({ assembly, resolver, functions }, options),
    async isQuiet() {
      const before = begun();
      return !isBusy() && (await sources.isDrained()) && !isBusy() && begun() === before;
    },
    async stop() {
      await Promise.all([...pools.map((pool) => pool.stop()), sources.stop()]);
      reaper.stop();
      await extensionsApi.stop();
      await invokeApi.stop();
      await iam.stop();
      sqs.destroy();
    },
  };
}

type Parts = {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  readonly functions: ReadonlyMap<string, FunctionPool>;
};

function edge({ assembly, resolver, functions }: Parts, { clock, portal, log }: HostOptions): Handle {
  const routes = readRoutes(assembly, resolver);
  const api = apiGateway({ routes, functions, clock, log: (line) => log('http-api', line) });
  return cloudFront({ behaviourFor: readDistribution(assembly, resolver), api, portal });
}
