/** Routes of the API that no page of the portal needs. */

const byPrograms = 'is called by programs, with an API key';
const onPublicPages = 'fills the public pages, which need no account';
const asPicture = 'is a picture, whose address comes with what it shows';

/** Routes that need no place, with the reason. */
export const withoutPlace: Readonly<Record<string, string>> = {
  'GET /v1/usage/current': byPrograms,
  'GET /v1/usage/refusals': byPrograms,
  'GET /v1/badges/states': byPrograms,
  'POST /v1/verify': byPrograms,
  'GET /v1/statements/{day}/places': 'is read by programs that check a statement against the log',
  'GET /v1/sample/{dataset}': onPublicPages,
  'GET /v1/sample/{dataset}/counts': onPublicPages,
  'GET /v1/badges/{handle}/picture': asPicture,
  'GET /v1/badges/{handle}/affiliates/{id}/picture': asPicture,
  'GET /v1/admin/badges/{handle}/picture': asPicture,
  'GET /v1/refusals': 'lists refused requests alone; the page of requests lists them with the served ones',
  'GET /v1/admin/accounts':
    'lists organizations by their email; the console lists them by what `GET /v1/admin/organizations` says',
};

/** Paths whose routes are no acts of a person in the portal, with the reason. */
export const pathsOutside: Readonly<Record<string, string>> = {
  '/data': byPrograms,
  '/gateway/': byPrograms,
  '/licences/': 'is a public document, to which pages link',
  '/license.xml': 'is a public document for programs',
  '/badges': 'is a public page or document',
  '/oembed': 'is asked by sites that embed a badge',
  '/.well-known/': 'is a public document for programs',
  '/webhooks/stripe': 'is called by Stripe',
};
