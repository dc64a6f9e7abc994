import type { ApiRequest } from '../../shared/http/request.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import {
  organizationOf,
  type UpstreamAdmitted,
  type UpstreamDenied,
} from '../../shared/services/metering/upstream-admission.ts';
import type { VerifyDeps } from './deps.ts';
import { askedCall, type Question } from './question.ts';

/** Asks admission for the units of a question. The request's id then names the buyer's organization, where its key is in force. */
export async function admitQuestion(
  deps: VerifyDeps,
  { id }: ApiRequest,
  question: Question,
): Promise<UpstreamAdmitted | UpstreamDenied> {
  const { key, resource, units, address } = question;
  const admission = await metering(() =>
    deps.admit({
      secret: key,
      datasetId: resource,
      address,
      query: () => askedCall(question),
      unitsWanted: units,
      weight: Math.max(1, units),
    }),
  );
  const organization = organizationOf(admission);
  if (organization !== undefined) id.isOf(organization);
  return admission;
}
