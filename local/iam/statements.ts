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

/** Supported conditions: which leading keys a request may have, and that it has any. */
const understood = ['ForAllValues:StringLike', 'ForAllValues:StringEquals', 'Null'];

/** The statements about DynamoDB and Lambda in each function's role, by the function's logical id. @throws Error on an unsupported condition */
export function statementsIn(assembly: Assembly, resolver: Resolver): ReadonlyMap<string, readonly Statement[]> {
  const byRole = new Map<string, Statement[]>();
  for (const { properties, stack } of assembly.resources('AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = Policy.parse(resolver.resolve(properties, stack));
    const about = PolicyDocument.Statement.filter(({ Action }) =>
      Action.some((one) => /^(dynamodb:|lambda:|\*)/.test(one)),
    );
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
    if (!understood.includes(operator) || Object.keys(keys).join() !== 'dynamodb:LeadingKeys')
      throw new Error(`The local host does not understand the policy condition ${operator} on ${Object.keys(keys)}`);
}

/** One part of a request: an action on a table or index, with the partition keys that it touches. */
export type Access = { readonly action: string; readonly resource: string; readonly leadingKeys: readonly string[] };

/** Whether the statements allow an access. Source: IAM, "Policy evaluation logic". */
export function isAllowed(statements: readonly Statement[], access: Access): boolean {
  const applying = statements.filter((statement) => applies(statement, access));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

function applies({ Action, Resource, Condition }: Statement, { action, resource, leadingKeys }: Access): boolean {
  const matches = (patterns: readonly string[], text: string) => patterns.some((pattern) => glob(pattern).test(text));
  return (
    matches(Action, action) &&
    matches(Resource, resource) &&
    Object.entries(Condition).every(([operator, { 'dynamodb:LeadingKeys': values = [] }]) => {
      if (operator === 'Null') return String(leadingKeys.length === 0) === values[0];
      return leadingKeys.every((key) => (operator.endsWith('Like') ? matches(values, key) : values.includes(key)));
    })
  );
}
