/** The attacker's program on everything but the table: parameters, queues, buckets, keys, mail and other functions. */

import { queueOf } from '../infra/policies.ts';
import type { AttackedDeployment } from './deployment.ts';
import type { Answer, Sender } from './requests.ts';

/** The capabilities of a role besides the table, in sentences, and the messages that it could take. */
export type OutsideTable = { readonly can: readonly string[]; readonly messages: readonly unknown[] };

/** Tries all of it. */
export async function outsideTable(deployment: AttackedDeployment, sender: Sender): Promise<OutsideTable> {
  const { messages, can: queues } = await ofQueues(deployment, sender);
  const others = [ofSecrets, ofBuckets, ofKeys, ofMail, ofFunctions].map((attempt) => attempt(deployment, sender));
  return { can: [...queues, ...(await Promise.all(others)).flat()], messages };
}

type Attempt = readonly [string, () => Promise<Answer>];

/** The sentences whose request was answered. */
async function answered(attempts: readonly Attempt[]): Promise<string[]> {
  const tried = await Promise.all(attempts.map(async ([can, send]) => [can, (await send()).ok] as const));
  return [...new Set(tried.filter(([, ok]) => ok).map(([can]) => can))];
}

function ofSecrets({ endpoints, secretNames, parametersPath }: AttackedDeployment, sender: Sender) {
  const call = (action: string, input: object) => () => sender.call(endpoints.services, `AmazonSSM.${action}`, input);
  return answered(
    secretNames.flatMap((secret): Attempt[] => {
      const name = `${parametersPath}/${secret}`;
      return [
        [`reads the secret ${secret}`, call('GetParameters', { Names: [name], WithDecryption: true })],
        [`reads the secret ${secret}`, call('GetParameter', { Name: name, WithDecryption: true })],
        [
          `replaces the secret ${secret}`,
          call('PutParameter', { Name: name, Value: `the secret ${secret}`, Overwrite: true }),
        ],
      ];
    }),
  );
}

async function ofQueues({ endpoints, queues }: AttackedDeployment, sender: Sender): Promise<OutsideTable> {
  const call = (action: string, input: object) => sender.call(endpoints.queues, `AmazonSQS.${action}`, input);
  const can: string[] = [];
  const messages: unknown[] = [];
  for (const { url: QueueUrl, logicalId, fifo } of queues) {
    const name = queueNamed(logicalId);
    const group = fifo && { MessageGroupId: 'taken', MessageDeduplicationId: `${Math.random()}` };
    const taken = await call('ReceiveMessage', { QueueUrl, VisibilityTimeout: 0, MaxNumberOfMessages: 10 });
    if (taken.ok) {
      can.push(`takes from the queue ${name}`);
      messages.push(...((taken.body.Messages ?? []) as unknown[]));
    }
    if ((await call('SendMessage', { QueueUrl, MessageBody: '{}', ...group })).ok)
      can.push(`sends to the queue ${name}`);
    if ((await call('PurgeQueue', { QueueUrl })).ok) can.push(`empties the queue ${name}`);
  }
  return { can, messages };
}

/** The name of a queue in declarations; one of dead letters has its logical id. */
const queueNamed = (logicalId: string): string =>
  Object.entries(queueOf).find(([, id]) => logicalId.startsWith(id))?.[0] ?? logicalId.replace(/[0-9A-F]{8}$/, '');

/** The folders of a bucket, by its logical id in lower case. */
export const foldersOf = (bucket: string): readonly string[] =>
  bucket.startsWith('evidence')
    ? ['detail', 'hours', 'statements']
    : ['datasets', 'exports', 'packs', 'public/samples'];

function ofBuckets({ endpoints, buckets }: AttackedDeployment, sender: Sender) {
  const object = (method: string, path: string) => () =>
    sender.http(endpoints.queues, { method, path, service: 's3' }, 'taken');
  return answered(
    buckets.flatMap((bucket): Attempt[] => [
      ['writes the status', object('PUT', `/${bucket}/public/status.json`)],
      ...foldersOf(bucket).flatMap((folder): Attempt[] => [
        [`writes objects of ${folder}`, object('PUT', `/${bucket}/${folder}/taken`)],
        [`reads objects of ${folder}`, object('GET', `/${bucket}/${folder}/object`)],
        [`deletes objects of ${folder}`, object('DELETE', `/${bucket}/${folder}/taken`)],
        [`lists the bucket of ${folder}`, object('GET', `/${bucket}?list-type=2&prefix=${folder}`)],
      ]),
    ]),
  );
}

function ofKeys({ endpoints, signingKeys, ledgerKeys, receiptKeys }: AttackedDeployment, sender: Sender) {
  const call = (action: string, input: object) => () =>
    sender.call(endpoints.services, `TrentService.${action}`, input);
  const sign = (KeyId: string, SigningAlgorithm: string) =>
    call('Sign', { KeyId, Message: 'YQ==', SigningAlgorithm, MessageType: 'RAW' });
  const signs: Attempt[] = [
    ...signingKeys.split(',').map((id): Attempt => ['signs credentials', sign(id, 'RSASSA_PKCS1_V1_5_SHA_256')]),
    ...ledgerKeys.split(',').map((id): Attempt => ['signs seals', sign(id, 'ECDSA_SHA_256')]),
    ...receiptKeys.split(',').map((id): Attempt => ['certifies instances', sign(id, 'ECDSA_SHA_256')]),
  ];
  const all = [signingKeys, ledgerKeys, receiptKeys].flatMap((ids) => ids.split(','));
  return answered([
    ...signs,
    ...all.flatMap((KeyId): Attempt[] => [
      ['deletes signing keys', call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })],
      ['disables signing keys', call('DisableKey', { KeyId })],
    ]),
  ]);
}

function ofMail({ endpoints, mailFrom }: AttackedDeployment, sender: Sender) {
  const mail = (from: string) => () =>
    sender.http(
      endpoints.services,
      { method: 'POST', path: '/v2/email/outbound-emails', service: 'ses' },
      {
        FromEmailAddress: from,
        Destination: { ToAddresses: ['anybody@anywhere.example'] },
        Content: { Simple: { Subject: { Data: 'taken' }, Body: { Text: { Data: 'taken' } } } },
      },
    );
  return answered([
    ['sends mail from our address', mail(mailFrom)],
    ['sends mail from any address', mail('anybody@elsewhere.example')],
  ]);
}

function ofFunctions({ endpoints, roles }: AttackedDeployment, sender: Sender) {
  return answered(
    roles.map(({ name, accessKeyId }): Attempt => {
      const path = `/2015-03-31/functions/${accessKeyId}/invocations`;
      return [`invokes ${name}`, () => sender.http(endpoints.invoke, { method: 'POST', path, service: 'lambda' })];
    }),
  );
}
