/** The deployment that the program attacks: the templates' table, queues, bucket and keys, behind the stand-in of IAM. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localAws } from '../../local/aws/clients.ts';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore } from '../../local/aws/parameter-store.ts';
import { startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { readAssembly } from '../../local/host/assembly.ts';
import type { FunctionPool } from '../../local/host/function-pool.ts';
import { declaredFunctions, functionSpec } from '../../local/host/functions.ts';
import { createResolver } from '../../local/host/intrinsics.ts';
import { startInvokeApi } from '../../local/host/invoke-api.ts';
import { createResources } from '../../local/host/resources.ts';
import { startIamProxy, startServiceProxy } from '../../local/iam/proxy.ts';
import { statementsIn } from '../../local/iam/statements.ts';
import { createMailbox } from '../../local/mailbox.ts';
import { wordOf } from '../infra/policies.ts';
import { stacksOf } from '../infra/support.ts';
import { senderOf } from './requests.ts';

/** One function: its name, its credentials, and the variables that its code finds. */
export type Role = {
  readonly name: string;
  readonly accessKeyId: string;
  readonly variables: Readonly<Record<string, string>>;
};

/** Every secret of the parameter store, by its name. Each value is found nowhere else. */
const secretNames = [
  'stripe-secret-key',
  'stripe-webhook-secrets',
  'stripe-destination-secrets',
  'key-peppers',
  'webhook-keys',
  'handle-key',
  'together-key',
  'service-keys',
  'upstream-trends',
] as const;

const refused = () => {};

/** The running deployment. */
export type AttackedDeployment = Awaited<ReturnType<typeof startDeployment>>;

/** Synthesises and starts it over a running DynamoDB Local. */
export async function startDeployment(dynamodb: { readonly endpoint: string; readonly accessKeyId: string }) {
  const { app } = stacksOf({ stage: 'local', publicOrigin: 'http://localhost:4000' });
  const assembly = readAssembly(app.synth().directory);
  const resolver = createResolver(assembly);
  const declared = declaredFunctions(assembly, resolver);
  const now = () => new Date('2026-12-01T12:00:00.000Z');
  const parameters = createParameterStore(now);
  const mailService = createMailService(createMailbox(), now);
  const [queues, aws] = await Promise.all([startQueuesAndBuckets(now), startAwsServer(parameters, mailService)]);
  const endpoints = { dynamodb, queuesAndBuckets: queues.endpoint, keys: aws.endpoint };
  const resources = await createResources(assembly, resolver, endpoints);
  mailService.connect(resources.configurationSets);
  for (const name of secretNames) parameters.put(`/tollgate/local/${name}`, `the secret ${name}`);
  const statements = statementsIn(assembly, resolver);
  const keys = new Map(resources.tables.map(({ name, partitionKeys }) => [name, partitionKeys]));
  const proxies = {
    table: await startIamProxy({ ...dynamodb, statements, keys, refused }),
    queues: await startServiceProxy({ endpoint: queues.endpoint, statements, refused }),
    services: await startServiceProxy({ endpoint: aws.endpoint, statements, refused }),
  };
  const specs = declared.map((one) => functionSpec(one, resolver, { standIns: {}, concurrency: 1 }));
  const pools = specs.map((spec) => ({ spec, invoke: async () => ({ ok: true, value: null }) }));
  const invokeApi = await startInvokeApi({ functions: pools as unknown as FunctionPool[], statements });
  const environment: Record<string, string> = Object.assign({}, ...specs.map(({ variables }) => variables));
  const sender = new SQSClient({ ...localAws, endpoint: queues.endpoint });
  return {
    tableName: resources.tables[0]?.name ?? '',
    buckets: assembly.resources('AWS::S3::Bucket').map(({ logicalId }) => logicalId.toLowerCase()),
    queues: resources.queues,
    secretNames,
    parametersPath: '/tollgate/local',
    endpoints: {
      table: proxies.table.endpoint,
      queues: proxies.queues.endpoint,
      services: proxies.services.endpoint,
      invoke: invokeApi.endpoint,
    },
    signingKeys: environment.SIGNING_KEYS ?? '',
    ledgerKeys: environment.LEDGER_KEYS ?? '',
    receiptKeys: environment.RECEIPT_KEYS ?? '',
    mailFrom: environment.MAIL_FROM ?? '',
    roles: specs.map(
      ({ logicalId, variables }): Role => ({
        name: wordOf(logicalId),
        accessKeyId: logicalId,
        variables,
      }),
    ),
    /** Stores an object, as its owner. */
    store: (bucket: string, key: string) =>
      senderOf('owner').http(queues.endpoint, { method: 'PUT', path: `/${bucket}/${key}`, service: 's3' }, 'an object'),
    /** Puts a message into a queue, as a function of ours would. */
    send: (QueueUrl: string, MessageBody: string, fifo: boolean) =>
      sender.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody,
          ...(fifo && { MessageGroupId: 'g', MessageDeduplicationId: MessageBody.slice(0, 100) }),
        }),
      ),
    async stop() {
      sender.destroy();
      for (const proxy of [...Object.values(proxies), invokeApi]) await proxy.stop();
      resources.sqs.destroy();
      await Promise.all([queues.stop(), aws.stop()]);
    },
  };
}
