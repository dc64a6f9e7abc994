import type { Operations } from '../../shared/http/operation.ts';
import { AcceptanceBody } from './licences.ts';
import type { keysRoutes } from './routes.ts';

const languages = { type: 'string', enum: ['en', 'ar'] };

type LicenceRoutes = Pick<
  typeof keysRoutes,
  | 'GET /v1/licences'
  | 'POST /v1/licences'
  | 'GET /licences/{id}/{version}'
  | 'GET /licences/{id}/{version}/terms'
  | 'GET /licences/{id}/{version}/differences'
  | 'GET /license.xml'
>;

/** The description of licences, for callers. */
export const licenceOperations: Operations<LicenceRoutes> = {
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
  'GET /licences/{id}/{version}/terms': {
    audience: 'pages',
    id: 'readLicenceTerms',
    group: 'keys',
    summary: 'Read the terms of a licence',
    description: 'The terms for programs, as canonical JSON. Their SHA-256 is in the list of licences.',
    path: { version: { description: 'The version, as the list of licences has it.' } },
    answers: { 200: 'LicenceTermsView' },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
  'GET /licences/{id}/{version}/differences': {
    audience: 'pages',
    id: 'readLicenceDifferences',
    group: 'keys',
    summary: 'Compare two versions of a licence',
    description: 'The sentences and the terms that differ between two versions, in one language.',
    path: { version: { description: 'The version, as the list of licences has it.' } },
    query: {
      since: { description: 'The version to compare with.', required: true },
      language: { description: 'The language of a translation. Default: the text that binds.', schema: languages },
    },
    answers: { 200: 'LicenceDifferencesView' },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
  'GET /license.xml': {
    audience: 'pages',
    id: 'readLicenceXml',
    group: 'data',
    summary: 'Read the terms of all datasets',
    description: 'The terms of every dataset and API for programs, as RSL 1.0 (rslstandard.org).',
    answers: { 200: { 'application/rsl+xml': 'string' } },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
};
