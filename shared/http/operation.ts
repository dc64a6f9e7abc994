/** The description of a route for its callers, from which the OpenAPI documents are made (decision 0101). */
import type * as z from 'zod';
import type { Declared } from '../domain/access/authority.ts';
import type { ProblemCode } from '../errors.ts';

/** The groups of the reference, in its order. */
export const operationGroups = {
  data: 'Read records and counts of datasets, and send requests to APIs, with a key.',
  keys: 'Create, change, rotate and revoke keys, and accept the licences that they need.',
  apps: 'Describe the apps that keys belong to, and limit what each may use.',
  billing: 'See plans and prices, buy, change and cancel.',
  usage: 'See how many records or requests you used, and how many are left.',
  webhooks: 'Have events sent to your own address.',
  badges: 'Apply for a badge, verify a domain, invite affiliates, and check badges of others.',
  members: 'Manage organizations, their members and invitations.',
  account: 'Sign in, read your account and its activity, and leave.',
  operator: 'Run the site: for its operators only.',
} as const;

/** A group of the reference. */
export type OperationGroup = keyof typeof operationGroups;

/** A parameter of the query or of the path, or a header. `schema` is a JSON Schema; default: a string. */
export type Parameter = {
  readonly description: string;
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly required?: true;
  readonly example?: unknown;
};
/** Parameters by their names. */
export type Parameters = Readonly<Record<string, Parameter>>;

/**
 * The content of an answer: a type of `views.ts` or `verify-views.ts`, such as `Listing<KeyView>`, which is sent as JSON. Other media types
 * have a type each, or `binary`. Null: no content.
 */
export type AnswerContent = string | Readonly<Record<string, string>> | null;

/** The headers of answers that the documents describe. */
export type AnswerHeader =
  | 'meter'
  | 'receipt'
  | 'limits'
  | 'freshness'
  | 'version'
  | 'link'
  | 'location'
  | 'cookie'
  | 'truncated'
  | 'cache';

/** A route for its callers. Its authority says who may call it, and adds the refusals that come of that. */
export type Operation = {
  /** In camel case, unique: generated clients name a function so. */
  readonly id: string;
  readonly group: OperationGroup;
  readonly summary: string;
  readonly description?: string;
  /** Absent: in both documents. `pages`: only pages of this site call it, so only the full document has it. */
  readonly audience?: 'pages';
  readonly path?: Parameters;
  readonly query?: Parameters;
  readonly headers?: Parameters;
  /** The schema that validates the body, sent as JSON; other media types have a schema each. */
  readonly body?: z.ZodType | Readonly<Record<string, z.ZodType>>;
  /** The answer is another server's, with its status and its headers. */
  readonly passesOn?: true;
  /** By status. */
  readonly answers: Readonly<Record<number, AnswerContent>>;
  readonly answerHeaders?: readonly AnswerHeader[];
  /** Codes that the route itself answers, beside those of its authority and its body. */
  readonly problems?: readonly ProblemCode[];
};

/** The description of each declared route. */
export type Operations<D extends Declared> = { readonly [Route in keyof D]: Operation };
