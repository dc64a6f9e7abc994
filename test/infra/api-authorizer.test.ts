import { expect, test } from 'vitest';
import { settingsFrom } from '../../infra/config.ts';
import { readable } from './policies.ts';
import { deployment, stacksOf } from './support.ts';

const guarded = deployment({ guardedApis: 'yourapi000' });

test('a named API is guarded: the authorizer runs for every call, without cached verdicts, and a call without a key is 401', () => {
  const authorizers = guarded.resources('AWS::ApiGatewayV2::Authorizer');
  expect(authorizers).toHaveLength(1);
  const { AuthorizerUri, ...properties } = authorizers[0]!.Properties;
  expect(properties).toEqual({
    ApiId: 'yourapi000',
    Name: 'tollgate',
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    AuthorizerResultTtlInSeconds: 0,
    IdentitySource: ['$request.header.Authorization'],
  });
  expect(readable(AuthorizerUri)).toMatch(
    /^arn:Partition:apigateway:Region:lambda:path\/2015-03-31\/functions\/AuthorizerHandler[0-9A-F]{8}\.Arn\/invocations$/,
  );
});

test('API Gateway may call the authorizer for that API’s authorizer and for nothing else', () => {
  const allowed = guarded
    .resources('AWS::Lambda::Permission')
    .filter(({ Properties }) => readable(Properties.FunctionName).startsWith('AuthorizerHandler'));
  expect(allowed.map(({ Properties }) => readable(Properties.SourceArn))).toEqual([
    expect.stringMatching(
      /^arn:Partition:execute-api:Region:AccountId:yourapi000\/authorizers\/Guardyourapi000Authorizer/,
    ),
  ]);
});

test('the stack says how routes name the authorizer', () => {
  expect(Object.keys(guarded.service.findOutputs('*'))).toContain('AuthorizerOfyourapi000');
});

test('without context no API is guarded, even if the configuration names one', () => {
  expect(deployment().resources('AWS::ApiGatewayV2::Authorizer')).toEqual([]);
});

test('an API that no upstream guards is refused, with a list of those that are guarded', () => {
  expect(() => settingsFrom(stacksOf({ guardedApis: 'yourapi000,otherapi00' }).app.node)).toThrow(
    /"guardedApis" must be of the APIs that upstreams guard: yourapi000/,
  );
});
