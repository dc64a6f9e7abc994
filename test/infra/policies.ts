import { isDeepStrictEqual } from 'node:util';
import type { InboxName } from '../../infra/function-declaration.ts';
import { type List, listNames, listPartition, type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import type { Deployment, Json, Resource } from './support.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
};

export type Permission = {
  readonly action: string;
  readonly resource: string;
  readonly condition?: Statement['Condition'];
};

/** A function's name from its logical id: `StripeSyncHandlerBF7950E1` is `stripe-sync`. */
export const wordOf = (logicalId: string): string =>
  logicalId
    .replace(/(Handler|Role|RoleDefaultPolicy)[0-9A-F]{8}$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();

/** The queues by the names that declarations use, as they are called in the templates, without CDK's hash. */
export const queueOf: Readonly<Record<InboxName, string>> = {
  stripe: 'StripeInboxQueue',
  mail: 'MailboxQueue',
  mailFeedback: 'FeedbackInboxQueue',
  leaving: 'LeaversQueue',
  usageReport: 'UsageReportsQueue',
  usageCheck: 'UsageChecksQueue',
  topUp: 'TopUpsQueue',
  badgeLook: 'BadgeLookRequestsQueue',
  webhooks: 'WebhookEventsQueue',
  packs: 'PackOrdersQueue',
};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** An intrinsic as one readable line: `Fn::GetAtt` is `id.Attribute`; pseudo parameters and imports are their last word. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value as Json);
  if (name === 'Ref') return String(argument).replace(/^AWS::/, '');
  if (name === 'Fn::GetAtt') return list(argument).join('.');
  if (name === 'Fn::GetStackOutput')
    return String((argument as Json).OutputName).replace(/^PublishOutput(Ref|FnGetAtt)/, '');
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(readable).join(separator);
  }
  throw new Error(`The test does not read ${name}`);
}

const isOurs = ({ id }: Resource) => !id.startsWith('Custom');

/** The functions of `functions/` by name, without CDK's own helpers. */
export const functionsOf = ({ resources }: Deployment): Map<string, Resource> =>
  new Map(
    resources('AWS::Lambda::Function')
      .filter(isOurs)
      .map((resource) => [wordOf(resource.id), resource]),
  );

/** Everything that the role of each function allows, one action on one resource at a time. Throws if it cannot attribute a statement. */
export function permissionsOf(deployment: Deployment): Map<string, Permission[]> {
  const roles = new Map<string, string>();
  for (const [word, { Properties }] of functionsOf(deployment))
    roles.set(readable(Properties.Role).split('.')[0] ?? '', word);
  for (const role of deployment.resources('AWS::IAM::Role').filter(isOurs)) {
    const { AssumeRolePolicyDocument, ...more } = role.Properties;
    if (Object.keys(more).length > 0) throw new Error(`The role ${role.id} has more than a trust policy`);
  }
  const permissions = new Map<string, Permission[]>([...roles.values()].map((word) => [word, []]));
  for (const { id, Properties } of deployment.resources('AWS::IAM::Policy').filter(isOurs)) {
    const { Statement } = Properties.PolicyDocument as { Statement: Statement[] };
    for (const role of Properties.Roles as unknown[])
      permissions.get(roles.get(readable(role)) ?? id)?.push(...Statement.flatMap(permissionsIn));
  }
  return permissions;
}

function permissionsIn({ Effect, Action, Resource, Condition }: Statement): Permission[] {
  if (Effect !== 'Allow') throw new Error('The test reads Allow only');
  return list(Action).flatMap((action) =>
    list(Resource).map((resource) => ({
      action: String(action),
      resource: readable(resource),
      ...(Condition && { condition: Condition }),
    })),
  );
}

/** The prefix names of a permission on the table; throws unless its condition effectively limits leading keys. */
export function prefixesOf({ action, condition }: Permission): Prefix[] {
  const { 'ForAllValues:StringLike': like, Null: absent, ...others } = condition ?? {};
  const patterns = list(like?.['dynamodb:LeadingKeys'] ?? []);
  const binds = absent?.['dynamodb:LeadingKeys'] === 'false' && patterns.length > 0 && Object.keys(others).length === 0;
  if (!binds) throw new Error(`${action} is not held to leading keys`);
  return patterns.map((pattern) => {
    const entry = Object.entries(prefixes).find(([, prefix]) => `${prefix}*` === pattern);
    if (!entry) throw new Error(`${action} is allowed on ${pattern}, which is no prefix of the table`);
    return entry[0] as Prefix;
  });
}

/** The prefixes and the attributes of a permission to read parts of items; null where it is none. Throws unless its condition effectively limits them. */
export function partsOf({ action, condition = {} }: Permission): { of: Prefix[]; attributes: string[] } | null {
  const { 'ForAllValues:StringLike': like, 'ForAllValues:StringEquals': equal, ...others } = condition;
  const attributes = list(equal?.['dynamodb:Attributes'] ?? []).map(String);
  if (attributes.length === 0) return null;
  const binds = isDeepStrictEqual(others, {
    Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  });
  if (!binds || Object.keys(equal ?? {}).length > 1) throw new Error(`${action} is not held to attributes`);
  const keys = { 'ForAllValues:StringLike': like ?? {}, Null: { 'dynamodb:LeadingKeys': 'false' } };
  return { of: prefixesOf({ action, resource: '', condition: keys }), attributes };
}

/** The lists that a permission on the index names, each exactly; throws unless its condition effectively limits them. */
export function listsOf({ action, condition }: Permission): List[] {
  const { 'ForAllValues:StringEquals': equal, Null: absent, ...others } = condition ?? {};
  const partitions = list(equal?.['dynamodb:LeadingKeys'] ?? []);
  const binds =
    absent?.['dynamodb:LeadingKeys'] === 'false' && partitions.length > 0 && Object.keys(others).length === 0;
  if (action !== 'dynamodb:Query' || !binds) throw new Error(`${action} on the index is not held to lists`);
  return partitions.map((partition) => {
    const name = listNames.find((each) => listPartition(each) === partition);
    if (!name) throw new Error(`${partition} is no list of the table`);
    return name;
  });
}
