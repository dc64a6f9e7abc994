import type { SignerKey } from '../domain/evidence/signer.ts';
import type { SigningKeyView } from './views.ts';

/** A signing key without its account. */
export const signingKeyView = ({ accountId: _, ...key }: SignerKey): SigningKeyView => key;
