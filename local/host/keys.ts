import { CreateKeyCommand, type KeySpec, type KeyUsageType, type KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Resolver } from './intrinsics.ts';

const Properties = z.looseObject({ KeySpec: z.string(), KeyUsage: z.string() });

/** Creates the template's KMS keys and registers them with the resolver. */
export async function createKeys(assembly: Assembly, resolver: Resolver, kms: KMSClient): Promise<void> {
  const made = assembly.resources('AWS::KMS::Key').map(async (resource) => {
    const { KeySpec, KeyUsage } = Properties.parse(resource.properties);
    const command = new CreateKeyCommand({ KeySpec: KeySpec as KeySpec, KeyUsage: KeyUsage as KeyUsageType });
    const { KeyMetadata: { KeyId = '', Arn = '' } = {} } = await kms.send(command);
    resolver.register(resource, KeyId, { Arn, KeyId });
  });
  await Promise.all(made);
}
