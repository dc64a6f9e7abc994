import { request } from 'node:http';
import { startStripeSimulator } from '@tollgate/stripe-simulator';
import { expect, onTestFinished, test } from 'vitest';
import { startQueuesAndBuckets } from '../../local/aws/queues-and-buckets.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createExtensionsApi } from '../../local/host/extensions-api.ts';
import { listen } from '../../local/host/front.ts';
import { startIamProxy } from '../../local/iam/proxy.ts';
import { choosePort } from '../../local/port.ts';
import { startSampleUpstream } from '../../local/sample-upstream.ts';

/** The status of a request with the `Host` that a browser sends for a page whose name resolves to this machine. */
function statusAs(url: string, headers: Record<string, string>, method = 'POST'): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: hostname, port, path: pathname, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end('{}');
  });
}

type Started = { readonly url: string; stop(): Promise<void> | void };

/** Every server of a local world that runs in Node. */
const servers: Readonly<Record<string, () => Promise<Started>>> = {
  async 'the portal and the API'() {
    const port = await choosePort(0);
    const { close } = await listen(port, async (_, response) => void response.end('{}'));
    return { url: `http://127.0.0.1:${port}/`, stop: close };
  },
  async 'the stand-in of SSM, SES and KMS'() {
    const parameters = { call: () => ({ ok: true, body: {} }) } as never;
    const { endpoint, stop } = await startAwsServer(parameters, {} as never);
    return { url: endpoint, stop };
  },
  async 'the stand-in of SQS and S3'() {
    const { endpoint, stop } = await startQueuesAndBuckets();
    return { url: endpoint, stop };
  },
  async 'what stands in front of DynamoDB'() {
    const nowhere = { endpoint: 'http://127.0.0.1:9', accessKeyId: 'owner' };
    const proxy = await startIamProxy({ ...nowhere, statements: new Map(), keys: new Map(), refused: () => {} });
    return { url: proxy.endpoint, stop: proxy.stop };
  },
  async 'the Stripe simulator'() {
    const keys = { secretKey: 'sk_test_1', publishableKey: 'pk_test_1' };
    const { url, stop } = await startStripeSimulator({ clock: { now: () => new Date(0) }, ...keys });
    return { url: `${url}/v1/customers`, stop };
  },
  async 'the sample upstream'() {
    const { url, stop } = await startSampleUpstream('secret');
    return { url: `${url}/v1/brands`, stop };
  },
  async 'Lambda’s extensions API'() {
    const api = createExtensionsApi();
    const { address } = await api.open({ functionName: 'data', handler: 'index.handler' });
    return { url: `http://${address}/2020-01-01/extension/event/next`, stop: api.stop };
  },
};

test.each(Object.entries(servers))('%s answers no web page whose own name leads to this machine', async (_, start) => {
  const { url, stop } = await start();
  onTestFinished(() => stop());
  const { host } = new URL(url);
  for (const foreign of [
    'evil.example',
    `evil.example:${new URL(url).port}`,
    `${host}.evil.example`,
    'localhost.evil.example',
  ])
    expect(await statusAs(url, { host: foreign }), foreign).toBe(403);
  expect(await statusAs(url, { host })).not.toBe(403);
  expect(await statusAs(url, { host: `localhost:${new URL(url).port}` })).not.toBe(403);
});
