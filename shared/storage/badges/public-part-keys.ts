import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

/** By the key's ARN. */
export const publicPartKey = (keyId: string): Key => ({ pk: prefixes.signingKey + keyId, sk: '-' });
