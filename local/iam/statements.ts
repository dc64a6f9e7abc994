import * as z from 'zod';
import type { Assembly } from '../host/assembly.ts';
import { glob } from '../host/glob.ts';
import type { Resolver } from '../host/intrinsics.ts';

const listed = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: listed,
  Resource: listed.default(['*']),
  Condition: z.record(z.string(), z.record(z.string(), listed)).default({}),
});
/** One statement of a role's policy. */
export type Statement = z.infer<typeof Statement>;

const Document = z.looseObject({ Statement: z.array(Statement) });
const Policy = z.looseObject({ PolicyDocument: Document, Roles: z.array(z.string()).default([]) });

/** Supported conditions by operator: which leading keys and attributes a request may have, that it has any, how it signs, and from whom it mails. */
const understood: Readonly<Record<string, readonly string[]>> = {
  'ForAllValues:StringLike': ['dynamodb:LeadingKeys'],
  'ForAllValues:StringEquals': ['dynamodb:LeadingKeys', 'dynamodb:Attributes'],
  StringEqualsIfExists: ['dynamodb:Select'],
  Null: ['dynamodb:LeadingKeys', 'dynamodb:LeadingKeys,dynamodb:Attributes'],
  StringEquals: ['kms:SigningAlgorithm', 'ses:FromAddress'],
};

/** Services whose requests the proxies compare with a role. */
const services = /^(dynamodb|lambda|sqs|ssm|kms|ses|s3):|^\*/;

/** The statements about those services in each function's role, by the function's logical id. @throws Error on an unsupported condition */
export function statementsIn(assembly: Assembly, resolver: Resolver): ReadonlyMap<string, readonly Statement[]> {
  const byRole = new Map<string, Statement[]>();
  for (const { properties, stack } of assembly.resources('AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = Policy.parse(resolver.resolve(properties, stack));
    const about = PolicyDocument.Statement.filter(({ Action }) => Action.some((one) => services.test(one)));
    for (const statement of about) checkConditions(statement);
    for (const role of Roles) byRole.set(role, [...(byRole.get(role) ?? []), ...about]);
  }
  return new Map(
    assembly.resources('AWS::Lambda::Function').map(({ properties, stack, logicalId }) => {
      const role = String(resolver.resolve(properties.Role, stack)).split(':').at(-1) ?? '';
      return [logicalId, byRole.get(role) ?? []];
    }),
  );
}

function checkConditions({ Condition }: Statement): void {
  for (const [operator, keys] of Object.entries(Condition))
    if (!understood[operator]?.includes(Object.keys(keys).join()))
      throw new Error(`The local host does not understand the policy condition ${operator} on ${Object.keys(keys)}`);
}

/** One part of a request: an action on a resource, with the partition keys that it touches and the values of other condition keys. */
export type Access = {
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys: readonly string[];
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
};

/** Whether the statements allow an access. Source: IAM, "Policy evaluation logic". */
export function isAllowed(statements: readonly Statement[], access: Access): boolean {
  const applying = statements.filter((statement) => applies(statement, access));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

const matches = (patterns: readonly string[], text: string) => patterns.some((pattern) => glob(pattern).test(text));

function applies({ Action, Resource, Condition }: Statement, access: Access): boolean {
  return (
    matches(Action, access.action) &&
    matches(Resource, access.resource) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([name, values]) => holds(operator, values, valuesOf(name, access))),
    )
  );
}

const valuesOf = (name: string, { leadingKeys, context }: Access): readonly string[] =>
  name === 'dynamodb:LeadingKeys' ? leadingKeys : [context?.[name] ?? []].flat();

/**
 * `ForAllValues` and `…IfExists` hold for a request without any value; every other operator fails without one. Source: IAM User Guide, "Set
 * operators for multivalued context keys", "…IfExists condition operators" and "Condition operator to check existence of condition keys".
 */
function holds(operator: string, wanted: readonly string[], values: readonly string[]): boolean {
  if (operator === 'Null') return String(values.length === 0) === wanted[0];
  const isWanted = (value: string) => (operator.endsWith('Like') ? matches(wanted, value) : wanted.includes(value));
  return (
    (operator.startsWith('ForAllValues:') || operator.endsWith('IfExists') || values.length > 0) &&
    values.every(isWanted)
  );
}
