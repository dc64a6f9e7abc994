import type { Operation } from '../../shared/http/operation.ts';
import { NewSigningKeyBody, SigningRuleBody } from './signing-keys.ts';

/** The description of signing keys, for callers. */
export const signingOperations = {
  'GET /v1/signing-keys': {
    audience: 'pages',
    id: 'listSigningKeys',
    group: 'keys',
    summary: 'List signing keys',
    description: 'The public keys with which your organization signs requests, also removed ones.',
    answers: { 200: 'SigningKeysView' },
  },
  'POST /v1/signing-keys': {
    audience: 'pages',
    id: 'addSigningKey',
    group: 'keys',
    summary: 'Add a signing key',
    description: 'Adds an Ed25519 public key, as JWK or PEM. It becomes part of the sealed ledger.',
    body: NewSigningKeyBody,
    answers: { 201: 'SigningKeyView' },
    problems: ['conflict'],
  },
  'DELETE /v1/signing-keys/{thumbprint}': {
    audience: 'pages',
    id: 'removeSigningKey',
    group: 'keys',
    summary: 'Remove a signing key',
    description: 'Requests that it signs are refused within 2 seconds. A removed key is not added again.',
    path: { thumbprint: { description: 'The thumbprint of the key (RFC 7638).' } },
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'PUT /v1/signing-keys/rule': {
    audience: 'pages',
    id: 'ruleOnSigning',
    group: 'keys',
    summary: 'Refuse unsigned reads',
    description: 'Refuses unsigned reads with live keys, or serves them again, within 2 seconds.',
    body: SigningRuleBody,
    answers: { 204: null },
    problems: ['conflict'],
  },
} as const satisfies Readonly<Record<string, Operation>>;
