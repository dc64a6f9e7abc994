import * as z from 'zod';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { everyResource, soldResource } from '../../shared/domain/catalog/look-up.ts';
import { resourceOfUpstream } from '../../shared/domain/catalog/upstream.ts';
import { invalid } from '../../shared/errors.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { ServedCall } from '../../shared/services/metering/ledger-port.ts';

/** A service's question: may this key have so many units of this resource now? */
export type Question = {
  readonly key: string;
  readonly resource: string;
  readonly units: number;
  /** The buyer's network address as the service saw it; empty if it sent none. */
  readonly address: string;
  readonly requestId?: string;
};

const maxBytes = 4_096;
const maxUnits = 100_000;
const keyError = 'must be the buyer’s key, as it was sent';
const addressError = 'must be the buyer’s network address';
const requestIdError = 'must be 8 to 64 letters, digits, ".", "-" or "_"';

/** The body of a question. It names either a dataset or an upstream. */
export const QuestionBody = z.strictObject({
  key: z.string({ error: keyError }).max(200, { error: keyError }).describe('The buyer’s key, as it was sent.'),
  dataset: z.string({ error: 'must be a dataset' }).optional().describe('The dataset that the call reads.'),
  upstream: z.string({ error: 'must be an upstream' }).optional().describe('The upstream that the call reads.'),
  units: wholeNumber(0, maxUnits).default(1).describe('The units that the call costs.'),
  address: z
    .string({ error: addressError })
    .max(45, { error: addressError })
    .default('')
    .describe('The buyer’s network address, for keys that are limited to networks.'),
  requestId: z
    .string({ error: requestIdError })
    .regex(/^[\w.-]{8,64}$/, { error: requestIdError })
    .optional()
    .describe('The same id again gets the same answer without its receipt, and is charged once.'),
});

/**
 * The question in a request's body.
 * @throws AppError 400 naming each wrong field, 413, 415
 */
export function questionOf(request: ApiRequest, catalog: Catalog): Question {
  const { dataset, upstream, ...asked } = bodyOf(request, QuestionBody, maxBytes);
  const resource = upstream === undefined ? dataset : resourceOfUpstream(upstream);
  const isOne = upstream === undefined || dataset === undefined;
  if (resource !== undefined && isOne && soldResource(catalog, resource) !== undefined) return { ...asked, resource };
  const field = upstream === undefined ? 'dataset' : 'upstream';
  const known = everyResource(catalog).join(', ');
  const message = `must be one of ${known}; send either dataset or upstream, and leave "gateway:" off`;
  throw invalid([{ field, message }]);
}

/** The allowed call as the ledger and the log of refused calls name it: by the service's own id, where it sent one. */
export const askedCall = ({ resource, requestId }: Question): string =>
  requestId === undefined ? `verify ${resource}` : `verify ${resource} ${requestId}`;

/** An allowed call for the ledger. */
export const allowedCall = (question: Question): ServedCall => ({
  kind: 'allowed',
  query: askedCall(question),
  address: question.address,
});
