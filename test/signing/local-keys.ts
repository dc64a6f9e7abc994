import { CreateKeyCommand, type KeySpec, KMSClient } from '@aws-sdk/client-kms';
import { onTestFinished } from 'vitest';
import { localAws } from '../../local/aws/clients.ts';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';

/** The SDK's client before what stands in for KMS on this machine; both end with the test. */
export async function localKms() {
  const now = () => new Date('2026-11-26T08:00:00Z');
  const server = await startAwsServer(createParameterStore(now), createMailService(createMailbox(), now));
  const kms = new KMSClient({ ...localAws, endpoint: server.endpoint, maxAttempts: 1 });
  onTestFinished(async () => {
    kms.destroy();
    await server.stop();
  });
  return kms;
}

/** The ARN of a new key that signs. */
export async function newKey(kms: KMSClient, KeySpec: KeySpec = 'RSA_2048'): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }));
  return KeyMetadata?.Arn ?? '';
}
