import { randomBytes } from 'node:crypto';
import type { Assembly, Resource, Template } from './assembly.ts';

/** The region of the local deployment. */
export const region = 'us-east-1';
/** The account id of the local deployment. */
export const awsAccount = '000000000000';

/** Replaces intrinsics in the properties of resources. */
export type Resolver = {
  /** The value with every intrinsic replaced. @throws Error that names an unsupported one */
  resolve(value: unknown, stack: string): unknown;
  /** Sets the values of `Ref` and `Fn::GetAtt` for a resource. Other attributes get a placeholder. */
  register(resource: Resource, ref: string, attributes?: Readonly<Record<string, string>>): void;
};

type Registered = { readonly ref: string; readonly attributes: Readonly<Record<string, string>> };
type World = {
  readonly assembly: Assembly;
  /** By `STACK/LOGICAL_ID`. */
  readonly registered: Map<string, Registered>;
  readonly secrets: Map<string, string>;
};
type Scope = { readonly world: World; readonly stack: string; readonly template: Template };
type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Resolves CloudFormation intrinsics over all stacks of an assembly, exports and imports included. */
export function createResolver(assembly: Assembly): Resolver {
  const world: World = { assembly, registered: new Map(), secrets: new Map() };
  return {
    resolve: (value, stack) => resolveIn(value, scopeOf(world, stack)),
    register: ({ stack, logicalId }, ref, attributes = {}) =>
      void world.registered.set(`${stack}/${logicalId}`, { ref, attributes }),
  };
}

function resolveIn(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return withDynamicReferences(value, scope.world.secrets);
  if (Array.isArray(value)) return value.map((item) => resolveIn(item, scope)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 && entries[0] ? entries[0] : ['', undefined];
  if (name === 'Ref' || name.startsWith('Fn::')) {
    const intrinsic = intrinsics[name];
    if (!intrinsic) throw new Error(`${scope.stack}: the local host does not understand ${name}`);
    const result = intrinsic(argument, scope);
    return typeof result === 'string' ? withDynamicReferences(result, scope.world.secrets) : result;
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolveIn(item, scope)]).filter(([, item]) => item !== undefined),
  );
}

const text = (value: unknown, scope: Scope) => String(resolveIn(value, scope));
const list = (value: unknown, scope: Scope) => resolveIn(value, scope) as unknown[];

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (id, scope) => refOf(String(id), scope),
  'Fn::GetAtt': attributeOf,
  'Fn::Sub': substituted,
  'Fn::ImportValue': imported,
  'Fn::GetStackOutput': outputOf,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = argument as [string, unknown];
    return list(items, scope).join(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = argument as [number | string, unknown];
    return list(items, scope)[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = argument as [string, unknown];
    return text(source, scope).split(separator);
  },
  'Fn::If': (argument, scope) => {
    const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    return resolveIn(holds({ Condition: condition }, scope) ? whenTrue : whenFalse, scope);
  },
};

function substituted(argument: unknown, scope: Scope): string {
  const [source, values = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, object?];
  return source.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in values) return text(values[name as keyof typeof values], scope);
    return text(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }, scope);
  });
}

function imported(argument: unknown, scope: Scope): unknown {
  const name = text(argument, scope);
  for (const stack of scope.world.assembly.templates.keys()) {
    const exporter = scopeOf(scope.world, stack);
    for (const { Export, Value } of Object.values(exporter.template.Outputs))
      if (Export && text(Export.Name, exporter) === name) return resolveIn(Value, exporter);
  }
  throw new Error(`${scope.stack}: no stack exports ${name}`);
}

/** An output of another stack of the same region. Source: AWS CloudFormation Template Reference, "Fn::GetStackOutput". */
function outputOf(argument: unknown, scope: Scope): unknown {
  const { StackName, OutputName } = resolveIn(argument, scope) as { StackName: string; OutputName: string };
  const exporter = scopeOf(scope.world, StackName);
  const output = exporter.template.Outputs[OutputName];
  if (!output) throw new Error(`${scope.stack}: the stack ${StackName} has no output ${OutputName}`);
  return resolveIn(output.Value, exporter);
}

function scopeOf(world: World, stack: string): Scope {
  const template = world.assembly.templates.get(stack);
  if (!template) throw new Error(`There is no stack ${stack}`);
  return { world, stack, template };
}

const pseudoParameters: Readonly<Record<string, string | undefined>> = {
  'AWS::Region': region,
  'AWS::AccountId': awsAccount,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': undefined,
};

function refOf(id: string, { world, stack, template }: Scope): unknown {
  if (id === 'AWS::StackName') return stack;
  if (id in pseudoParameters) return pseudoParameters[id];
  if (id in template.Parameters) return template.Parameters[id]?.Default;
  if (!(id in template.Resources)) throw new Error(`${stack}: there is no resource ${id}`);
  return world.registered.get(`${stack}/${id}`)?.ref ?? id;
}

function attributeOf(argument: unknown, { world, stack, template }: Scope): string {
  const parts: unknown[] = Array.isArray(argument) ? argument : String(argument).split('.');
  const [id, attribute] = [String(parts[0]), parts.slice(1).join('.')];
  if (!(id in template.Resources)) throw new Error(`${stack}: there is no resource ${id}`);
  const standIn = attribute === 'Arn' ? `arn:aws:local:${region}:${awsAccount}:${id}` : `${id}.${attribute}`;
  return world.registered.get(`${stack}/${id}`)?.attributes[attribute] ?? standIn;
}

/** Whether a condition function holds; source: CloudFormation, "Condition functions". */
function holds(condition: unknown, scope: Scope): boolean {
  const [[name, argument] = ['nothing', undefined]] = Object.entries(condition as object) as [string, unknown][];
  const all = () => (argument as unknown[]).map((item) => holds(item, scope));
  if (name === 'Condition') return holds(scope.template.Conditions[String(argument)] ?? {}, scope);
  if (name === 'Fn::Equals') return new Set((argument as unknown[]).map((item) => text(item, scope))).size === 1;
  if (name === 'Fn::Not') return !all()[0];
  if (name === 'Fn::And') return all().every(Boolean);
  if (name === 'Fn::Or') return all().some(Boolean);
  throw new Error(`${scope.stack}: the local host does not understand the condition ${name}`);
}

/** Secrets Manager's generated secrets become random ones that live as long as the host. */
function withDynamicReferences(text: string, secrets: Map<string, string>): string {
  return text.replace(/\{\{resolve:([^}]+)\}\}/g, (_, reference: string) => {
    const [id = '', keyAndVersion = ''] = reference.split(':SecretString');
    if (!id.startsWith('secretsmanager:'))
      throw new Error(`The local host does not understand {{resolve:${reference}}}`);
    const name = `${id}/${keyAndVersion.split(':')[1] ?? ''}`;
    const secret = secrets.get(name) ?? randomBytes(24).toString('hex');
    secrets.set(name, secret);
    return secret;
  });
}
