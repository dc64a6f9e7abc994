import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** One resource of one synthesised stack; `properties` still hold intrinsics. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
/** A synthesised CloudFormation template, as far as the host reads it. */
export type Template = z.infer<typeof Template>;

const Manifest = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({ type: z.string(), properties: z.looseObject({ templateFile: z.string().optional() }).optional() }),
  ),
});
const Assets = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string().optional() }) })).default({}),
});

/** A synthesised CDK app: the templates of its stacks and the folders of its assets. */
export type Assembly = {
  readonly templates: ReadonlyMap<string, Template>;
  /** All resources of a type, over all stacks, in template order. */
  resources(type: string): Resource[];
  /** Absolute path of the asset with an S3 key such as `HASH.zip`; undefined if there is none. */
  assetPath(s3Key: string): string | undefined;
};

/** Reads the cloud assembly in `directory`. @throws Error if there is none or it has another shape */
export function readAssembly(directory: string): Assembly {
  const read = <T extends z.ZodType>(file: string, shape: T) =>
    shape.parse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
  const templates = new Map<string, Template>();
  const assets = new Map<string, string>();
  for (const [name, { type, properties }] of Object.entries(read('manifest.json', Manifest).artifacts)) {
    if (type === 'aws:cloudformation:stack' && properties?.templateFile)
      templates.set(name, read(properties.templateFile, Template));
    if (type === 'cdk:asset-manifest')
      for (const [id, { source }] of Object.entries(read(`${name}.json`, Assets).files))
        if (source.path) assets.set(id, resolve(directory, source.path));
  }
  return {
    templates,
    resources: (type) => resourcesOf(templates).filter((resource) => resource.type === type),
    assetPath: (s3Key) => assets.get(s3Key.replace(/\.[a-z]+$/, '')),
  };
}

const resourcesOf = (templates: ReadonlyMap<string, Template>): Resource[] =>
  [...templates].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([logicalId, { Type, Properties }]) => ({
      stack,
      logicalId,
      type: Type,
      properties: Properties ?? {},
    })),
  );
