import { expect, test } from 'vitest';
import { readAssembly } from '../../../local/host/assembly.ts';
import { createResolver } from '../../../local/host/intrinsics.ts';
import { cloudAssembly } from './fixture.ts';

const assembly = () =>
  readAssembly(
    cloudAssembly({
      Data: {
        Resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } },
        Outputs: { Name: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': `\${AWS::StackName}:Table` } } } },
      },
      Service: {
        Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Secret: { Type: 'AWS::SecretsManager::Secret' } },
        Parameters: { Stage: { Default: 'local' } },
        Conditions: {
          IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
          IsNotLocal: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
        },
      },
    }),
  );

test.each([
  ['Ref to a resource', { Ref: 'Queue' }, 'http://queue'],
  ['Ref to a parameter', { Ref: 'Stage' }, 'local'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
  ['Fn::Sub', { 'Fn::Sub': [`\${Queue.Arn}/\${x}/\${!y}`, { x: { Ref: 'Stage' } }] }, `arn:queue/local/\${y}`],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': 'Queue.Arn' }] }] }, 'queue'],
  ['Fn::If that holds', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
  ['Fn::If that does not', { 'Fn::If': ['IsNotLocal', 'yes', 'no'] }, 'no'],
  ['an export of another stack', { 'Fn::ImportValue': 'Data:Table' }, 'tollgate'],
  [
    'an output of another stack, exported or not',
    { 'Fn::GetStackOutput': { StackName: 'Data', Region: { Ref: 'AWS::Region' }, OutputName: 'Name' } },
    'tollgate',
  ],
  ['AWS::NoValue', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
])('%s is resolved', (_, value, expected) => {
  const read = assembly();
  const resolver = createResolver(read);
  for (const resource of read.resources('AWS::SQS::Queue'))
    resolver.register(resource, 'http://queue', { Arn: 'arn:queue' });
  for (const resource of read.resources('AWS::DynamoDB::GlobalTable')) resolver.register(resource, 'tollgate');
  expect(resolver.resolve(value, 'Service')).toEqual(expected);
});

test('a generated secret is the same wherever the template names it, and another one in another world', () => {
  const reference = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] };
  const resolver = createResolver(assembly());
  const secret = resolver.resolve(reference, 'Service');
  expect(secret).toMatch(/^[0-9a-f]{48}$/);
  expect(resolver.resolve({ again: reference }, 'Service')).toEqual({ again: secret });
  expect(createResolver(assembly()).resolve(reference, 'Service')).not.toBe(secret);
});

test.each([
  [{ 'Fn::Cidr': ['10.0.0.0/16', 1] }, 'Service: the local host does not understand Fn::Cidr'],
  [{ Ref: 'Nothing' }, 'Service: there is no resource Nothing'],
  [{ 'Fn::ImportValue': 'Nothing' }, 'Service: no stack exports Nothing'],
  [
    { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Nothing' } },
    'Service: the stack Data has no output Nothing',
  ],
  ['{{resolve:ssm:/name}}', 'The local host does not understand {{resolve:ssm:/name}}'],
])('an unsupported intrinsic is named: %o', (value, message) => {
  expect(() => createResolver(assembly()).resolve(value, 'Service')).toThrow(message);
});
