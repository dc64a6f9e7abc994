import { startIamProxy } from '../iam/proxy.ts';
import { statementsIn } from '../iam/statements.ts';
import type { Assembly } from './assembly.ts';
import { createExtensionsApi } from './extensions-api.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { type declaredFunctions, functionSpec } from './functions.ts';
import type { Resolver } from './intrinsics.ts';
import { startInvokeApi } from './invoke-api.ts';
import { startReaper } from './reaper.ts';
import type { Endpoints } from './resources.ts';
import type { TableCreated } from './table.ts';

type Declared = {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  readonly declared: ReturnType<typeof declaredFunctions>;
  readonly tables: readonly TableCreated[];
};

type Options = {
  readonly endpoints: Endpoints;
  /** Variables for every function's environment, over the template's: addresses of the stand-ins for AWS and Stripe. */
  readonly standIns: Readonly<Record<string, string>>;
  /** The most processes of a function at once. */
  readonly concurrency: number;
  /** Milliseconds that the local clock is ahead of the machine's. */
  offsetMs(): number;
  log(functionName: string, line: string): void;
};

/** Functions that can be invoked, with the APIs of AWS that only they use. */
export type RunningFunctions = {
  readonly functions: ReadonlyMap<string, FunctionPool>;
  /** The variables that the template gives its functions, all together. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the processes. Call `stopApis` after it. */
  stop(): Promise<void>;
  stopApis(): Promise<void>;
};

/** Makes the declared functions ready to run, each with the permissions of its role. Register all resources before. */
export async function runFunctions(
  { assembly, resolver, declared, tables }: Declared,
  options: Options,
): Promise<RunningFunctions> {
  const { endpoints, log, offsetMs } = options;
  const reaper = startReaper();
  const statements = statementsIn(assembly, resolver);
  const iam = await startIamProxy({
    ...endpoints.dynamodb,
    statements,
    keys: new Map(tables.map(({ name, partitionKeys }) => [name, partitionKeys])),
    refused: (functionId, sentence) => log(functionId, `AccessDeniedError: ${sentence}`),
  });
  const pools: FunctionPool[] = [];
  const invokeApi = await startInvokeApi({ functions: pools, statements });
  const guarded = { AWS_ENDPOINT_URL_DYNAMODB: iam.endpoint, AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint };
  const standIns = { ...options.standIns, ...guarded };
  const specs = declared.map((one) => functionSpec(one, resolver, { ...options, standIns }));
  const extensionsApi = createExtensionsApi();
  const processes = { offsetMs, log, reaper, extensionsApi };
  const functions = new Map(specs.map((spec) => [spec.logicalId, createFunctionPool(spec, processes)]));
  pools.push(...functions.values());
  return {
    functions,
    environment: Object.assign({}, ...specs.map(({ variables }) => variables)),
    stop: async () => void (await Promise.all(pools.map((pool) => pool.stop()))),
    async stopApis() {
      reaper.stop();
      await extensionsApi.stop();
      await invokeApi.stop();
      await iam.stop();
    },
  };
}
