import { badgeKinds } from '../../shared/domain/catalog/badge-review.ts';
import type { Operations, Parameters } from '../../shared/http/operation.ts';
import type { badgePagesRoutes } from './routes.ts';

const language = {
  lang: { description: 'The language of the page.', schema: { type: 'string', enum: ['en', 'ar'] } },
} as const satisfies Parameters;

/** The description of the public pages of badges, for callers. */
export const badgePagesOperations: Operations<typeof badgePagesRoutes> = {
  'GET /badges': {
    id: 'searchBadges',
    audience: 'pages',
    group: 'badges',
    summary: 'Search badges',
    description: 'A page of the badges that are verified now.',
    query: {
      ...language,
      q: { description: 'The beginning of a handle or of words of a name.' },
      kind: { description: 'Only badges of this kind.', schema: { type: 'string', enum: ['', ...badgeKinds] } },
      of: { description: 'Only affiliates of the organization with this handle.' },
      cursor: { description: 'The cursor of the previous page.' },
    },
    answers: { 200: { 'text/html': 'string' }, 304: null },
    answerHeaders: ['cache'],
    problems: ['invalid_request'],
  },
  'GET /badges/check': {
    id: 'checkBadge',
    audience: 'pages',
    group: 'badges',
    summary: 'Check a badge',
    description: 'A page that says, step by step, whether an address or handle is of a badge that is verified now.',
    query: { ...language, url: { description: 'The address or the handle of a badge.' } },
    answers: { 200: { 'text/html': 'string' } },
    problems: ['invalid_request'],
  },
  'GET /badges/{handle}': {
    id: 'readBadge',
    group: 'badges',
    summary: 'Read a badge',
    description: 'The page of a badge. With `.json`, `.svg` or `.png` after the handle: its data, or its image.',
    query: {
      ...language,
      theme: { description: 'The colours of the image.', schema: { type: 'string', enum: ['light', 'dark', 'auto'] } },
      size: {
        description: 'The height of the image in pixels.',
        schema: { type: 'integer', minimum: 16, maximum: 128, default: 20 },
      },
      dir: { description: 'The direction of the image.', schema: { type: 'string', enum: ['ltr', 'rtl'] } },
      form: { description: 'The image, or a card for links.', schema: { type: 'string', enum: ['mark', 'card'] } },
    },
    answers: {
      200: {
        'text/html': 'string',
        'application/json': 'PublicBadgeView',
        'image/svg+xml': 'string',
        'image/png': 'binary',
      },
      304: null,
      404: { 'text/html': 'string' },
    },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
  'GET /badges/{handle}/picture': {
    id: 'readBadgePicture',
    audience: 'pages',
    group: 'badges',
    summary: 'Read the picture of a badge',
    description: 'The picture that was reviewed, while the badge is verified.',
    answers: { 200: { 'image/png': 'binary', 'image/jpeg': 'binary' }, 304: null },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request'],
  },
  'GET /oembed': {
    id: 'readOEmbed',
    audience: 'pages',
    group: 'badges',
    summary: 'Embed a badge',
    description: 'How another site shows a link to a badge (oEmbed 1.0).',
    query: {
      url: { description: 'The address of a badge.', required: true },
      format: { description: 'The format of the answer.', schema: { const: 'json' } },
      maxwidth: { description: 'The most pixels of width.', schema: { type: 'integer', minimum: 1 } },
      maxheight: { description: 'The most pixels of height.', schema: { type: 'integer', minimum: 1 } },
      dnt: { description: 'Accepted and not used: we track no one.' },
    },
    answers: { 200: 'OEmbedView', 304: null },
    answerHeaders: ['cache'],
    problems: ['not_found', 'invalid_request', 'not_implemented'],
  },
};
