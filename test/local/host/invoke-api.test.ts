/**
 * Lambda's Invoke as the official client sees it. Source: AWS Lambda API Reference, "Invoke". The status is 200 even if the function failed, which
 * `X-Amz-Function-Error` tells. An unknown function is ResourceNotFoundException (404), one that the caller's policies do not name
 * AccessDeniedException.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { createClock } from '../../../local/clock.ts';
import { startHost } from '../../../local/host/host.ts';
import { admittingFunctionsOver } from '../../../shared/admitting-functions.ts';
import { cloudAssembly, scratch } from './fixture.ts';

const source = `
export const handler = async (event) => {
  if (event.fails) throw new Error('on purpose');
  return process.env.AWS_ENDPOINT_URL_LAMBDA && { of: event.reportOf, in: process.env.AWS_LAMBDA_FUNCTION_NAME };
};`;

/** Two functions, of which `Merge` may invoke `Data` and no other, with a Lambda client for one of them. */
async function running(caller: string) {
  const bundle = scratch();
  writeFileSync(join(bundle, 'index.mjs'), source);
  const fn = (name: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Key: 'hash.zip' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
    },
  });
  const Statement = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['Data', 'Arn'] } }];
  const Resources = {
    Data: fn('Data'),
    Merge: fn('Merge'),
    DataRole: { Type: 'AWS::IAM::Role' },
    MergeRole: { Type: 'AWS::IAM::Role' },
    MergePolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: { Statement }, Roles: [{ Ref: 'MergeRole' }] },
    },
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Origins: [{ Id: 'api', DomainName: 'api.example', CustomOriginConfig: {} }],
          DefaultCacheBehavior: { TargetOriginId: 'api' },
        },
      },
    },
  };
  const nowhere = 'http://127.0.0.1:9';
  const host = await startHost({
    assembly: cloudAssembly({ Service: { Resources } }, { hash: bundle }),
    folders: [scratch()],
    clock: createClock(),
    endpoints: { dynamodb: { endpoint: nowhere, accessKeyId: 'none' }, queuesAndBuckets: nowhere, keys: nowhere },
    standIns: {},
    concurrency: 2,
    log: () => {},
  });
  const endpoint = host.functions[0]!.spec.environment.AWS_ENDPOINT_URL_LAMBDA!;
  const credentials = { accessKeyId: caller, secretAccessKey: 'local' };
  const client = new LambdaClient({ ...localAws, endpoint, credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await host.stop();
  });
  return client;
}

test('a function is invoked by its name and its answer comes back; one that throws answers nothing', async () => {
  const functions = admittingFunctionsOver(await running('Merge'));
  expect(await functions.ask('Data', { reportOf: 'e1', holdMs: 0 })).toEqual({ of: 'e1', in: 'Data' });
  expect(await functions.ask('Data', { reportOf: 'e1', holdMs: 0, fails: true } as never)).toBeNull();
});

test('a failure has the form of Lambda’s', async () => {
  const client = await running('Merge');
  const { StatusCode, FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: 'Data', Payload: JSON.stringify({ fails: true }) }),
  );
  expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(Payload?.transformToString()).toContain('on purpose');
});

test('no function invokes another one that its role does not name', async () => {
  const merge = await running('Merge');
  await expect(admittingFunctionsOver(merge).ask('Merge', { reportOf: 'e1', holdMs: 0 })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('lambda:InvokeFunction'),
  });
  const data = await running('Data');
  await expect(admittingFunctionsOver(data).ask('Data', { reportOf: 'e1', holdMs: 0 })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
