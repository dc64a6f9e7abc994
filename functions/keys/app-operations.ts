import type { Operation } from '../../shared/http/operation.ts';
import { pageParameters } from '../../shared/http/page.ts';
import { AppChangeBody, NewAppBody } from './apps.ts';
import { NewUseCaseBody } from './use-cases.ts';

/** The description of apps and their use cases, for callers. */
export const appOperations = {
  'GET /v1/apps': {
    id: 'listApps',
    group: 'apps',
    summary: 'List apps',
    description: 'The apps of the organization by time of creation. The default app exists once a key does.',
    answers: { 200: 'Listing<AppView>' },
  },
  'POST /v1/apps': {
    id: 'createApp',
    audience: 'pages',
    group: 'apps',
    summary: 'Create an app',
    description:
      'Creates an app that keys can belong to. Say whether it trains models, and whether governments use it.',
    body: NewAppBody,
    answers: { 201: 'AppView' },
    problems: ['conflict'],
  },
  'PATCH /v1/apps/{id}': {
    id: 'changeApp',
    audience: 'pages',
    group: 'apps',
    summary: 'Change an app',
    description: 'Changes the description or the limits of an app. Limits take effect within 2 seconds.',
    body: AppChangeBody,
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'DELETE /v1/apps/{id}': {
    id: 'deleteApp',
    group: 'apps',
    summary: 'Delete an app',
    description: 'Deletes an app that has no working keys.',
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  'GET /v1/use-cases': {
    id: 'listUseCases',
    group: 'apps',
    audience: 'pages',
    summary: 'List use cases',
    description:
      'Every use case that the organization declared, the latest first. A page of one app may have fewer entries than its limit.',
    query: { ...pageParameters, app: { description: 'Only use cases of this app.' } },
    answers: { 200: 'Listing<UseCaseView>' },
    problems: ['invalid_request'],
  },
  'POST /v1/use-cases': {
    id: 'declareUseCase',
    group: 'apps',
    audience: 'pages',
    summary: 'Declare a use case',
    description:
      'Says what an app uses data for, for whom and where. Where a licence asks for approval, an earlier approval lasts until we approve the new use case.',
    body: NewUseCaseBody,
    answers: { 201: 'UseCaseView' },
    problems: ['conflict'],
  },
} as const satisfies Readonly<Record<string, Operation>>;
