import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';
import type { FunctionSpec } from './function-spec.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';

const Properties = z.looseObject({
  FunctionName: z.string().optional(),
  Handler: z.string().default('index.handler'),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z
    .looseObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
});

type Declared = { readonly resource: Resource; readonly directory: string; readonly arn: string };

/** The functions that the host can run: those whose asset is a folder with the handler's `.mjs`. */
export function declaredFunctions(assembly: Assembly, resolver: Resolver): Declared[] {
  const functions = assembly.resources('AWS::Lambda::Function').flatMap((resource) => {
    const code = resource.properties.Code as { S3Key?: unknown } | undefined;
    const directory = assembly.assetPath(String(resolver.resolve(code?.S3Key, resource.stack)));
    const [file] = String(resource.properties.Handler).split('.');
    if (!directory || !existsSync(join(directory, `${file}.mjs`))) return [];
    return [{ resource, directory, arn: `arn:aws:lambda:${region}:${awsAccount}:function:${resource.logicalId}` }];
  });
  for (const { resource, arn } of functions) resolver.register(resource, resource.logicalId, { Arn: arn });
  for (const type of ['AWS::Lambda::Version', 'AWS::Lambda::Alias'])
    for (const alias of assembly.resources(type)) {
      const target = String(resolver.resolve(alias.properties.FunctionName, alias.stack));
      const arn = `arn:aws:lambda:${region}:${awsAccount}:function:${functionIdIn(target)}`;
      resolver.register(alias, `${arn}:live`, { FunctionArn: arn });
    }
  return functions;
}

/** The logical id in a function's ARN or in an integration URI around one, or the text itself if it is no ARN. */
export const functionIdIn = (text: string): string => /:function:([^:/]+)/.exec(text)?.[1] ?? text;

/**
 * A declared function with its variables resolved; register every other resource first.
 * `standIns` are the addresses that replace AWS. `concurrency` limits processes; the template may limit them further.
 */
export function functionSpec(
  { resource, directory, arn }: Declared,
  resolver: Resolver,
  { standIns, concurrency }: { standIns: Readonly<Record<string, string>>; concurrency: number },
): FunctionSpec {
  const properties = Properties.parse(resolver.resolve(resource.properties, resource.stack));
  const { logicalId } = resource;
  return {
    name: properties.FunctionName?.replace(/^tollgate-[a-z]+-/, '') ?? wordFor(logicalId),
    logicalId,
    arn,
    directory,
    handler: properties.Handler,
    timeoutMs: properties.Timeout * 1000,
    memoryMb: properties.MemorySize,
    concurrency: Math.max(1, Math.min(concurrency, properties.ReservedConcurrentExecutions ?? concurrency)),
    variables: properties.Environment.Variables,
    environment: {
      ...properties.Environment.Variables,
      ...lambdaVariables(properties, logicalId, directory),
      ...standIns,
    },
  };
}

/** The construct's id from a logical id: without CDK's hash and its `Function` endings, in kebab case. */
const wordFor = (logicalId: string): string =>
  logicalId
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/(Function|Fn|Handler|Lambda)+$/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase();

/** Lambda's own variables. The access key id is the logical id, because DynamoDB Local accepts only letters and digits. */
const lambdaVariables = (properties: z.infer<typeof Properties>, logicalId: string, directory: string) => ({
  PATH: process.env.PATH ?? '',
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
  _HANDLER: properties.Handler,
  LAMBDA_TASK_ROOT: directory,
  AWS_LAMBDA_FUNCTION_NAME: properties.FunctionName ?? logicalId,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: logicalId,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
});
