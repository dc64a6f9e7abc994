import type { Operations } from '../../shared/http/operation.ts';
import { AppealBody } from './appeal.ts';
import { NewBadgeBody } from './new-badge.ts';
import { ProfileChangeBody } from './profile-change.ts';
import type { badgesRoutes } from './routes.ts';

/** The description of applications for badges, for callers. */
export const badgesOperations: Operations<typeof badgesRoutes> = {
  'GET /v1/badges': {
    id: 'listBadges',
    audience: 'pages',
    group: 'badges',
    summary: 'List badges',
    description: 'The badges of the organization, with the state of each review.',
    answers: { 200: 'Listing<BadgeView>' },
  },
  'POST /v1/badges': {
    id: 'applyForBadge',
    audience: 'pages',
    group: 'badges',
    summary: 'Apply for a badge',
    description: 'Applies with a profile. The badge is public once it is approved and paid for.',
    body: NewBadgeBody,
    answers: { 201: 'BadgeView' },
    problems: ['conflict', 'handle_taken', 'handle_confusable'],
  },
  'PATCH /v1/badges/{handle}': {
    id: 'changeBadge',
    audience: 'pages',
    group: 'badges',
    summary: 'Change a badge',
    description: 'Changes the profile, or answers a question. A new handle, name, picture or domain is reviewed again.',
    body: ProfileChangeBody,
    answers: { 200: 'BadgeView' },
    problems: ['not_found', 'conflict', 'handle_taken', 'handle_confusable'],
  },
  'POST /v1/badges/{handle}/appeal': {
    id: 'appeal',
    audience: 'pages',
    group: 'badges',
    summary: 'Appeal a decision',
    description: 'Asks for one more review of an application that was not approved. That decision is final.',
    body: AppealBody,
    answers: { 200: 'BadgeView' },
    problems: ['not_found', 'conflict'],
  },
  'GET /v1/badges/{handle}/picture': {
    id: 'readOwnPicture',
    group: 'badges',
    summary: 'Read your badge picture',
    audience: 'pages',
    answers: { 200: { 'image/png': 'binary', 'image/jpeg': 'binary' } },
    problems: ['not_found'],
  },
};
