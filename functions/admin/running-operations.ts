import type { Operations } from '../../shared/http/operation.ts';
import { PublishBody, WithdrawBody } from './datasets.ts';
import type { adminRoutes } from './routes.ts';

/** The descriptions of the routes about the operators themselves, and about what runs. */
export const runningOperations = {
  'GET /v1/admin/roles': {
    id: 'readRoles',
    group: 'operator',
    summary: 'List operators and roles',
    description: 'The operators of the configuration with their roles now, and the acts that each role may do.',
    answers: { 200: 'RolesView' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/operations': {
    id: 'readOperations',
    group: 'operator',
    summary: 'Read what runs, and its cost',
    description:
      'Workers as they were last seen, and datasets with their age. About how many messages each queue holds, and the cost of the AWS account that was noted last.',
    answers: { 200: 'OperationsView' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/datasets': {
    id: 'listServedDatasets',
    group: 'operator',
    summary: 'List datasets',
    description: 'Each dataset of the catalogue, with the version that readers get and how fresh it is.',
    answers: { 200: 'Listing<DatasetRowView>' },
    problems: ['invalid_request'],
  },
  'GET /v1/admin/datasets/{id}': {
    id: 'readServedDataset',
    group: 'operator',
    summary: 'Read a dataset with its versions',
    description: 'The newest import comes first.',
    answers: { 200: 'DatasetDetailView' },
    problems: ['invalid_request', 'not_found'],
  },
  'POST /v1/admin/datasets/{id}/publish': {
    id: 'publishDatasetVersion',
    group: 'operator',
    summary: 'Publish a version of a dataset',
    description:
      'Readers get it within 30 seconds. The newest import is followed by later ones; an earlier version stays until another is published.',
    body: PublishBody,
    answers: { 200: 'DatasetDetailView' },
    problems: ['not_found', 'conflict'],
  },
  'POST /v1/admin/datasets/{id}/withdraw': {
    id: 'withdrawDataset',
    group: 'operator',
    summary: 'Withdraw a dataset',
    description:
      'Within 30 seconds its readers get `unavailable` and are not charged, until a version is published. Its public sample records stay.',
    body: WithdrawBody,
    answers: { 200: 'DatasetDetailView' },
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Partial<Operations<typeof adminRoutes>>;
