import * as z from 'zod';
import { statusPurposes } from '../../shared/domain/credentials/status-list.ts';
import type { Operation, Operations, Parameters } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import type { credentialsRoutes } from './routes.ts';

const published = { group: 'badges', answerHeaders: ['cache'] } as const satisfies Partial<Operation>;
const sealed = { group: 'usage', audience: 'pages', answerHeaders: ['cache'] } as const satisfies Partial<Operation>;
const jwt = { 200: { 'application/vc+jwt': 'string' }, 304: null } as const;

const refreshed = {
  handle: { description: 'The handle in the credential.', required: true },
  application: { description: 'The application in the credential.', required: true },
} as const satisfies Parameters;

const PostedCredential = z.strictObject({
  credential: z.string().optional().describe('The text of a credential.'),
  file: z.string().optional().describe('A credential as a file, or a picture with one inside.'),
});

/** The description of credentials, status lists, seals and keys, for callers. */
export const credentialsOperations: Operations<typeof credentialsRoutes> = {
  'GET /badges/{handle}/credential': {
    ...published,
    id: 'readCredential',
    summary: 'Read a credential',
    description: 'The Open Badges 3.0 credential of a verified badge, as a JWT.',
    answers: jwt,
    problems: ['not_found', 'badge_not_in_force', 'invalid_request'],
  },
  'GET /badges/{handle}/credential.svg': {
    ...published,
    id: 'readCredentialSvg',
    audience: 'pages',
    summary: 'Read a credential as SVG',
    description: 'The badge image with the credential inside.',
    answers: { 200: { 'image/svg+xml': 'string' }, 304: null },
    problems: ['not_found', 'badge_not_in_force', 'invalid_request'],
  },
  'GET /badges/{handle}/credential.png': {
    ...published,
    id: 'readCredentialPng',
    audience: 'pages',
    summary: 'Read a credential as PNG',
    description: 'The badge image with the credential inside.',
    answers: { 200: { 'image/png': 'binary' }, 304: null },
    problems: ['not_found', 'badge_not_in_force', 'invalid_request'],
  },
  'GET /badges/refresh': {
    ...published,
    id: 'refreshCredential',
    audience: 'pages',
    summary: 'Refresh a credential',
    description: 'The present credential for the holder of an older one (1EdTechCredentialRefresh).',
    query: refreshed,
    answers: jwt,
    problems: ['not_found', 'badge_not_in_force', 'invalid_request'],
  },
  'POST /badges/refresh': {
    ...published,
    id: 'refreshCredentialByPost',
    audience: 'pages',
    summary: 'Refresh a credential by POST',
    description: 'The same as by GET, for wallets that post.',
    query: refreshed,
    answers: jwt,
    problems: ['not_found', 'badge_not_in_force', 'invalid_request'],
  },
  'GET /badges/keys/{kid}': {
    ...published,
    id: 'readSigningKey',
    audience: 'pages',
    summary: 'Read a signing key',
    description: 'One of the keys that credentials are signed with.',
    path: { kid: { description: 'The id of the key.' } },
    answers: { 200: { 'application/jwk+json': 'JsonObject' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /badges/status/{purpose}/{list}': {
    ...published,
    id: 'readStatusList',
    audience: 'pages',
    summary: 'Read a status list',
    description: 'Which credentials are revoked or suspended now, at most two minutes behind.',
    path: {
      purpose: { description: 'The meaning of a set bit.', schema: { type: 'string', enum: [...statusPurposes] } },
      list: { description: 'The number of the list.', schema: { type: 'integer', minimum: 0 } },
    },
    answers: jwt,
    problems: ['not_found', 'invalid_request'],
  },
  'GET /.well-known/jwks.json': {
    ...published,
    id: 'readKeySet',
    audience: 'pages',
    summary: 'Read all signing keys',
    description: 'Every key that credentials were ever signed with (RFC 7517).',
    answers: { 200: { 'application/jwk-set+json': 'JsonObject' }, 304: null },
    problems: ['invalid_request'],
  },
  'GET /.well-known/did.json': {
    ...published,
    id: 'readDidDocument',
    audience: 'pages',
    summary: 'Read the DID document',
    description: 'The document of this site’s did:web.',
    answers: { 200: { 'application/did+json': 'JsonObject' }, 304: null },
    problems: ['invalid_request'],
  },
  'GET /.well-known/tollgate/seals': {
    ...sealed,
    id: 'listSeals',
    summary: 'List seals of the ledger',
    description: 'The signed seals of the ledger, newest first, each as its canonical bytes.',
    query: pageParameters,
    answers: { 200: { 'application/json': 'JsonObject' }, 304: null },
    problems: ['invalid_request'],
  },
  'GET /.well-known/tollgate/seals/{number}': {
    ...sealed,
    id: 'readSeal',
    summary: 'Read a seal',
    description: 'One seal: the root over an hour of the ledger, chained to the seal before, and signed.',
    path: { number: { description: 'The number of the seal.', schema: { type: 'integer', minimum: 1 } } },
    answers: { 200: { 'application/json': 'JsonObject' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /.well-known/tollgate/seals/{number}/timestamp': {
    ...sealed,
    id: 'readSealTimestamp',
    audience: 'pages',
    summary: 'Read the time stamp of a seal',
    description: 'The reply of a time-stamp authority (RFC 3161) to the signed seal, where we asked one.',
    path: { number: { description: 'The number of the seal.', schema: { type: 'integer', minimum: 1 } } },
    answers: { 200: { 'application/timestamp-reply': 'binary' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'GET /.well-known/tollgate/keys': {
    ...sealed,
    id: 'readEvidenceKeys',
    summary: 'Read the keys of evidence',
    description: 'Every key that seals, statements or certificates of receipts were ever signed with (RFC 7517).',
    answers: { 200: { 'application/jwk-set+json': 'JsonObject' }, 304: null },
    problems: ['invalid_request'],
  },
  'GET /.well-known/tollgate/instances/{instance}': {
    ...sealed,
    id: 'readInstanceCertificate',
    summary: 'Read an instance’s certificate',
    description: 'The signed certificate of the key with which an instance signs receipts.',
    path: { instance: { description: 'The instance that a receipt names.' } },
    answers: { 200: { 'application/json': 'JsonObject' }, 304: null },
    problems: ['not_found', 'invalid_request'],
  },
  'POST /badges/check': {
    group: 'badges',
    id: 'checkCredential',
    audience: 'pages',
    summary: 'Check a credential',
    description: 'A page that says, step by step, whether a credential is valid now. We keep nothing of it.',
    query: { lang: { description: 'The language of the page.', schema: { type: 'string', enum: ['en', 'ar'] } } },
    body: { 'multipart/form-data': PostedCredential, 'application/x-www-form-urlencoded': PostedCredential },
    answers: { 200: { 'text/html': 'string' } },
    problems: ['invalid_request', 'too_large', 'unsupported_media_type'],
  },
};
