import { KMSClient } from '@aws-sdk/client-kms';

/** KMS as a function waits for it: a key that does not respond within 3 s is asked again, three times in all. */
export const connectKms = (): KMSClient =>
  new KMSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
