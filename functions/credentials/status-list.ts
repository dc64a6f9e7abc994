import { issuerDid, keyAddress } from '../../shared/domain/credentials/issuer.ts';
import {
  type StatusPurpose,
  statusListAddress,
  statusListCredential,
  statusPurposes,
} from '../../shared/domain/credentials/status-list.ts';
import { statusListSigningInput } from '../../shared/domain/credentials/vc-jwt.ts';
import { found, invalid } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import type { CredentialsDeps } from './deps.ts';
import { presentKid } from './present-kid.ts';
import { published } from './published.ts';

/** A list that says the same is signed so often, and not oftener. */
const issuedEveryMs = 5 * 60_000;
/** A list that somebody kept is believed no longer; with the time between two issues, at least 15 minutes from now. */
const validMs = 20 * 60_000;
const ttlMs = 60_000;

/** GET /badges/status/{purpose}/{list}: which credentials are revoked or suspended now, up to two minutes behind. */
export const readStatusList =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const purpose = found(
      statusPurposes.find((each) => each === request.params.purpose),
      'This status list',
    );
    const list = listNumber(request.params.list ?? '');
    const lists = found(await deps.statusLists.read(list), 'This status list');
    const body = await signedList(deps, { purpose, list, encodedList: lists[purpose] });
    return published(request, { contentType: 'application/vc+jwt', body });
  };

/** @throws AppError 400 where it is no whole number from 0 on in decimal digits. */
function listNumber(text: string): number {
  if (/^(0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  throw invalid([{ field: 'list', message: 'must be a whole number from 0 to 999999999' }]);
}

type List = { readonly purpose: StatusPurpose; readonly list: number; readonly encodedList: string };

async function signedList({ origin, signer, now }: CredentialsDeps, { purpose, list, encodedList }: List) {
  const issuedMs = Math.floor(now().getTime() / issuedEveryMs) * issuedEveryMs;
  const credential = statusListCredential({
    id: statusListAddress(origin, purpose, list),
    purpose,
    encodedList,
    issuer: issuerDid(origin),
    validFrom: new Date(issuedMs),
    validUntil: new Date(issuedMs + validMs),
    ttlMs,
  });
  const { bytes, complete } = statusListSigningInput({ kid: keyAddress(origin, await presentKid(signer)) }, credential);
  return complete((await signer.sign(bytes)).signature);
}
