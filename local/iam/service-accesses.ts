import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { awsAccount, region } from '../host/intrinsics.ts';
import type { Access } from './statements.ts';

/** A request to a service other than DynamoDB: its method, its path with query, its headers and its body. */
export type ServiceRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

const arnOf = (service: string, resource: string): string => `arn:aws:${service}:${region}:${awsAccount}:${resource}`;
const access = (action: string, resource: string, context: Readonly<Record<string, string>> = {}): Access => ({
  action,
  resource,
  leadingKeys: [],
  context,
});

const Names = z.looseObject({
  Name: z.string().optional(),
  Names: z.array(z.string()).default([]),
  Path: z.string().optional(),
});

/** One access for each parameter. Source: Service Authorization Reference, "AWS Systems Manager". */
function parametersOf(action: string, input: unknown): Access[] {
  const { Name, Names: names, Path } = Names.parse(input);
  const asked = [...names, Name ?? Path ?? []].flat();
  return asked.map((name) => access(`ssm:${action}`, arnOf('ssm', `parameter${name}`)));
}

const Queued = z.looseObject({ QueueUrl: z.string().default('*') });

/** A batch needs the permission of its single action. Source: Service Authorization Reference, "Amazon SQS". */
function messagesOf(action: string, input: unknown): Access[] {
  const name = Queued.parse(input).QueueUrl.split('/').at(-1) ?? '';
  return [access(`sqs:${action.replace(/Batch$/, '')}`, arnOf('sqs', name))];
}

const Signed = z.looseObject({ KeyId: z.string().default('*'), SigningAlgorithm: z.string().optional() });

/** Source: AWS KMS Developer Guide, "Condition keys for AWS KMS". */
function keysOf(action: string, input: unknown): Access[] {
  const { KeyId, SigningAlgorithm } = Signed.parse(input);
  const arn = KeyId.startsWith('arn:') ? KeyId : arnOf('kms', `key/${KeyId}`);
  return [access(`kms:${action}`, arn, SigningAlgorithm ? { 'kms:SigningAlgorithm': SigningAlgorithm } : {})];
}

const Mail = z.looseObject({ FromEmailAddress: z.string().default('*'), ConfigurationSetName: z.string().optional() });

/** Sending with a configuration set needs a permission on it too. Source: Service Authorization Reference, "Amazon SES v2". */
function mailOf(input: unknown): Access[] {
  const { FromEmailAddress, ConfigurationSetName: set } = Mail.parse(input);
  const resources = [`identity/${FromEmailAddress}`, ...(set ? [`configuration-set/${set}`] : [])];
  const context = { 'ses:FromAddress': FromEmailAddress };
  return resources.map((resource) => access('ses:SendEmail', arnOf('ses', resource), context));
}

/** A multipart upload is begun and completed by POST. */
const objectActions: Readonly<Record<string, string>> = {
  POST: 's3:PutObject',
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** Source: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations" and "Object Lock considerations". */
function objectsOf({ method, url, headers }: ServiceRequest): Access[] {
  const [path = '', query = ''] = url.split('?');
  const [bucket = '', ...key] = path.split('/').slice(1).map(decodeURIComponent);
  const name = key.join('/');
  const asked = new URLSearchParams(query);
  const listed = asked.has('versions') ? 's3:ListBucketVersions' : 's3:ListBucket';
  if (name === '') return [access(method === 'GET' ? listed : `s3:${method}`, `arn:aws:s3:::${bucket}`)];
  const action = objectActions[method] ?? `s3:${method}`;
  const actions = [
    asked.has('retention') ? `${action}Retention` : asked.has('versionId') ? `${action}Version` : action,
    ...(headers['x-amz-object-lock-mode'] === undefined ? [] : ['s3:PutObjectRetention']),
    ...(headers['x-amz-bypass-governance-retention'] === undefined ? [] : ['s3:BypassGovernanceRetention']),
  ];
  return actions.map((each) => access(each, `arn:aws:s3:::${bucket}/${name}`));
}

const byTarget: Readonly<Record<string, (action: string, input: unknown) => Access[]>> = {
  AmazonSSM: parametersOf,
  AmazonSQS: messagesOf,
  TrentService: keysOf,
};

/** The accesses of a request to SSM, SQS, KMS, SES or S3; an unknown request is one access that no policy allows. */
export function serviceAccessesOf(request: ServiceRequest): Access[] {
  const { method, url, headers, body } = request;
  const [service = '', action = ''] = String(headers['x-amz-target'] ?? '').split('.');
  const known = byTarget[service];
  if (known) return known(action, JSON.parse(body || '{}'));
  if (/\/s3\/aws4_request/.test(headers.authorization ?? '')) return objectsOf(request);
  if (method === 'POST' && url === '/v2/email/outbound-emails') return mailOf(JSON.parse(body || '{}'));
  return [access(`unknown:${method}`, url)];
}
