import { glob } from '../../local/host/glob.ts';
import type { Deployment, Json, Resource } from './support.ts';

/** A service of AWS by its name, or a role by its logical id. */
export type Caller = { readonly service: string } | { readonly role: string };

/** One call within the account; resources and condition values in the form of `canonical`. */
export type Call = {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
};

type Statement = {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, unknown>>;
  readonly Action: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Types whose `Ref` is their ARN. */
const refIsArn = ['AWS::SNS::Topic'];

/** A function that writes every intrinsic of both templates as text: an ARN of theirs is `LOGICALID.Arn` in either stack. */
export function canonical({ data, service }: Deployment): (value: unknown) => string {
  const outputs = (data.toJSON().Outputs ?? {}) as Record<string, { Value: unknown }>;
  const resources = { ...data.toJSON().Resources, ...service.toJSON().Resources } as Record<string, { Type: string }>;
  const text = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    if (name === 'Ref' && refIsArn.includes(resources[String(argument)]?.Type ?? '')) return `${argument}.Arn`;
    if (name === 'Ref') return String(argument).replace(/^AWS::/, '');
    if (name === 'Fn::GetAtt') return list(argument).join('.');
    if (name === 'Fn::GetStackOutput') return text(outputs[String((argument as Json).OutputName)]?.Value);
    if (name === 'Fn::Sub') return String(argument);
    if (name !== 'Fn::Join') throw new Error(`The test does not read ${name}`);
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(text).join(separator);
  };
  return text;
}

/**
 * Whether AWS allows a call. Within one account either policy may allow, and neither may deny. A service has no identity of ours, so
 * the resource's policy alone decides. A KMS key's policy must first allow the account before identity policies count.
 * Source: IAM User Guide, "Policy evaluation logic"; KMS Developer Guide, "Key policies".
 */
export function isLetThrough(deployment: Deployment): (call: Call) => boolean {
  const text = canonical(deployment);
  const identities = identityPolicies(deployment, text);
  const resources = resourcePolicies(deployment, text);
  return (call) => {
    const ofCaller = 'role' in call.caller ? (identities.get(call.caller.role) ?? []) : [];
    const ofResource = [...resources].flatMap(([resource, each]) => (isOf(call.resource, resource) ? each : []));
    const applying = (statements: readonly Statement[]) =>
      statements.filter((statement) => applies(statement, call, text));
    const identity = applying(ofCaller);
    const resource = applying(ofResource);
    const allows = (statements: readonly Statement[]) => statements.some(({ Effect }) => Effect === 'Allow');
    if ([...identity, ...resource].some(({ Effect }) => Effect === 'Deny')) return false;
    if (call.action.startsWith('kms:')) return allows(identity) && allows(resource);
    return allows(identity) || allows(resource);
  };
}

const isOf = (called: string, resource: string) => called === resource || called.startsWith(`${resource}/`);

function identityPolicies({ resources }: Deployment, text: (value: unknown) => string): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const { Properties } of resources('AWS::IAM::Policy'))
    for (const role of Properties.Roles as unknown[])
      found.set(text(role), [...(found.get(text(role)) ?? []), ...statementsOf(Properties.PolicyDocument)]);
  return found;
}

const statementsOf = (document: unknown) => (document as { Statement: Statement[] }).Statement;

/** The policy statements of resources about their callers, by the resource's canonical name. */
function resourcePolicies({ resources }: Deployment, text: (value: unknown) => string): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  const add = (resource: string, more: readonly Statement[]) =>
    found.set(resource, [...(found.get(resource) ?? []), ...more]);
  const ownersOf: Record<string, (properties: Json) => string[]> = {
    'AWS::SNS::TopicPolicy': ({ Topics }) => list(Topics).map(text),
    'AWS::SQS::QueuePolicy': ({ Queues }) => list(Queues).map((queue) => `${text(queue)}.Arn`),
    'AWS::S3::BucketPolicy': ({ Bucket }) => [`${text(Bucket)}.Arn`],
  };
  for (const [type, owners] of Object.entries(ownersOf))
    for (const { Properties } of resources(type))
      for (const owner of owners(Properties)) add(owner, statementsOf(Properties.PolicyDocument));
  for (const { id, Properties } of resources('AWS::KMS::Key')) add(`${id}.Arn`, statementsOf(Properties.KeyPolicy));
  for (const { id, Properties } of resources('AWS::IAM::Role'))
    add(`${id}.Arn`, statementsOf(Properties.AssumeRolePolicyDocument));
  for (const permission of resources('AWS::Lambda::Permission'))
    add(text(permission.Properties.FunctionName), [statementOfPermission(permission)]);
  return found;
}

/** A Lambda permission as the statement of the function's policy that it is. Source: Lambda API, AddPermission. */
const statementOfPermission = ({ Properties }: Resource): Statement => ({
  Effect: 'Allow',
  Principal: { Service: Properties.Principal },
  Action: Properties.Action,
  ...(Properties.SourceArn !== undefined && { Condition: { ArnLike: { 'aws:SourceArn': Properties.SourceArn } } }),
});

function applies(
  { Principal, Action, Resource, Condition = {} }: Statement,
  { caller, action, resource, context = {} }: Call,
  text: (value: unknown) => string,
): boolean {
  const matches = (patterns: unknown, value: string) =>
    list(patterns).some((pattern) => glob(text(pattern)).test(value));
  return (
    (Principal === undefined || isNamed(Principal, caller, text)) &&
    matches(Action, action) &&
    (Resource === undefined || matches(Resource, resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, list(values).map(text), valueIn(context, key))),
    )
  );
}

/** The account's root stands for every identity of the account. Source: IAM User Guide, "AWS account principals". */
function isNamed(
  principal: string | Readonly<Record<string, unknown>>,
  caller: Caller,
  text: (value: unknown) => string,
): boolean {
  if (principal === '*') return true;
  const { AWS, Service } = principal as Readonly<Record<string, unknown>>;
  if ('service' in caller) return list(Service).map(text).includes(caller.service) || list(AWS).includes('*');
  return list(AWS).some((each) => text(each) === '*' || text(each).endsWith(':root'));
}

/** Names of condition keys have no case. Source: IAM User Guide, "IAM JSON policy elements: Condition". */
const valueIn = (context: Readonly<Record<string, string>>, key: string) =>
  Object.entries({ 'aws:SecureTransport': 'true', ...context }).find(
    ([name]) => name.toLowerCase() === key.toLowerCase(),
  )?.[1];

/** Whether a condition holds; a key that the request does not have fails every operator except `Null`. Source: IAM User Guide, "IAM JSON policy elements: Condition". */
function holds(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  if (value === undefined) return operator.startsWith('ForAllValues:');
  if (/^(ForAllValues:)?(Arn|String)Like$|^ArnEquals$/.test(operator))
    return wanted.some((each) => glob(each).test(value));
  if (operator === 'StringEquals' || operator === 'Bool') return wanted.includes(value);
  throw new Error(`The test does not read the condition ${operator}`);
}
