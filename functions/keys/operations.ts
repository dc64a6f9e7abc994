import * as z from 'zod';
import { usageGroupings } from '../../shared/domain/usage/grouped.ts';
import type { Operations } from '../../shared/http/operation.ts';
import { appOperations } from './app-operations.ts';
import { KeyChangeBody } from './change-key.ts';
import { BrowserKeyBody } from './create-browser-key.ts';
import { NewKeyBody } from './create-key.ts';
import { licenceOperations } from './licence-operations.ts';
import { AcceptanceBody } from './licences.ts';
import { KeyRotationBody } from './rotate-key.ts';
import type { keysRoutes } from './routes.ts';
import { signingOperations } from './signing-operations.ts';
import { statementOperations } from './statement-operations.ts';

const languages = { type: 'string', enum: ['en', 'ar'] };

/** The description of keys, apps, licences and usage, for callers. */
export const keysOperations: Operations<typeof keysRoutes> = {
  'GET /v1/licences': {
    id: 'listLicences',
    group: 'keys',
    summary: 'List licences',
    description: 'Each licence in the version that you accepted, and in its newest version where that is another.',
    answers: { 200: 'Listing<LicenceView>' },
  },
  'POST /v1/licences': {
    id: 'acceptLicence',
    group: 'keys',
    summary: 'Accept a licence',
    description: 'Accepts one version of a licence by the SHA-256 of its text. Keys work only after that.',
    body: AcceptanceBody,
    answers: { 201: 'LicenceView' },
    problems: ['licence_stale'],
  },
  'GET /licences/{id}/{version}': {
    id: 'readLicence',
    group: 'keys',
    summary: 'Read a licence',
    description: 'The exact bytes of any version that was ever published.',
    path: { version: { description: 'The version, as the list of licences has it.' } },
    query: {
      language: { description: 'The language of a translation. Default: the text that binds.', schema: languages },
    },
    answers: { 200: { 'text/plain': 'string' } },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
  ...licenceOperations,
  ...signingOperations,
  'GET /v1/keys': {
    id: 'listKeys',
    group: 'keys',
    summary: 'List keys',
    description: 'All keys of the organization, newest first. Revoked and expired keys stay in the list.',
    answers: { 200: 'Listing<KeyView>' },
  },
  'POST /v1/keys': {
    id: 'createKey',
    group: 'keys',
    summary: 'Create a key',
    description:
      'Creates a key and shows its secret, once. A test key needs the accepted licence. A live key needs a paid plan too. With purpose browser the key ends after 15 minutes, and each person has one.',
    body: z.union([NewKeyBody, BrowserKeyBody]),
    answers: { 201: 'CreatedKeyView' },
    problems: ['licence_not_accepted', 'payment_required', 'dataset_not_in_plan', 'suspended', 'key_limit'],
  },
  'GET /v1/keys/{id}': {
    id: 'readKey',
    group: 'keys',
    audience: 'pages',
    summary: 'Read a key',
    description:
      'One key with its rotation, and its last 30 days: what it read, how often it was refused, and why. Reads with test keys are not counted.',
    answers: { 200: 'KeyDetailView' },
    problems: ['not_found'],
  },
  'PATCH /v1/keys/{id}': {
    id: 'changeKey',
    group: 'keys',
    summary: 'Change a key',
    description:
      'Changes the label, the scopes, the networks or the expiry of a key. They take effect within 2 seconds.',
    body: KeyChangeBody,
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'DELETE /v1/keys/{id}': {
    id: 'revokeKey',
    group: 'keys',
    summary: 'Revoke a key',
    description: 'The key stops working immediately. You can’t undo this.',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'POST /v1/keys/{id}/rotate': {
    id: 'rotateKey',
    group: 'keys',
    summary: 'Rotate a key',
    description:
      'Creates a key with the same rights. The old secret works for as long as you say, and counts as a key.',
    body: KeyRotationBody,
    answers: { 201: 'CreatedKeyView' },
    problems: ['not_found', 'conflict', 'key_limit', 'suspended'],
  },
  ...statementOperations,
  ...appOperations,
  'GET /v1/usage': {
    id: 'readUsage',
    group: 'usage',
    audience: 'pages',
    summary: 'Read usage',
    description: 'Usage of the present billing period, or of the days that you name. It is at most 15 seconds behind.',
    query: {
      from: {
        description: 'The first day, in UTC. Without both days: the present period.',
        schema: { type: 'string', format: 'date' },
      },
      to: {
        description: 'The day after the last one, in UTC. Default: tomorrow.',
        schema: { type: 'string', format: 'date' },
      },
      by: {
        description: `One or two, with a comma between: ${usageGroupings.join(', ')}.`,
        schema: { type: 'string', default: 'day' },
      },
      key: { description: 'Only of this key. It narrows the groups and their total.' },
      dataset: { description: 'Only of this dataset or API. It narrows the groups and their total.' },
    },
    answers: { 200: { 'application/json': 'OwnUsageView', 'text/csv': 'string' } },
    problems: ['invalid_request'],
  },
};
