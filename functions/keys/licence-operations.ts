import type { Operation } from '../../shared/http/operation.ts';

const languages = { type: 'string', enum: ['en', 'ar'] };

/** The description of licences for programs and of their differences. */
export const licenceOperations = {
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
} as const satisfies Readonly<Record<string, Operation>>;
