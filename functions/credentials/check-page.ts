import { AppError, invalid } from '../../shared/errors.ts';
import { withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { notCached } from '../../shared/services/badges/cached-answer.ts';
import { type CheckedStep, checkPageOf } from '../../shared/services/badges/pages/check-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { texts } from '../../shared/services/badges/pages/texts.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import { type CredentialCheckDeps, checkCredential } from '../../shared/services/badges/verify-credential.ts';
import type { CredentialsDeps } from './deps.ts';

/** A file of 256 KB and what a form puts around it. */
const maxBytes = 300 * 1024;

/** POST /badges/check: whether the credential in a form, as text or in a file, stands now; step by step, as a page. Nothing of it is kept. */
export const checkPostedCredential =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, ['lang']);
    const reading = readingOf(request);
    const { valid, handle, steps } = await checkCredential(checkDeps(deps), await presentedIn(request));
    const { credentialSteps } = texts[reading.language].check;
    const shown = steps.map(({ step, ok }): CheckedStep => {
      const { name, fault } = credentialSteps[step];
      return { name, ok, detail: ok ? '' : fault };
    });
    const page = checkPageOf({ reading, issuer: deps.catalog.name, verdict: { valid, handle, steps: shown } });
    return withHeaders(pageAnswer(page), notCached);
  };

const checkDeps = (deps: CredentialsDeps): CredentialCheckDeps => ({
  origin: deps.origin,
  signingKeys: deps.signer,
  statusLists: deps.statusLists,
  shownNow: async (handle) => {
    const [read] = await deps.badgeReads.read([handle]);
    return read ? publicView(deps, read) : null;
  },
  now: deps.now,
});

/** The file of the form where there is one, else its text. @throws AppError 400, 413, 415. */
async function presentedIn(request: ApiRequest): Promise<Uint8Array> {
  if (request.body.byteLength > maxBytes) throw new AppError('too_large', 'A file may have at most 256 KB.');
  const form = await formOf(request);
  const [file, text] = [form.get('file'), form.get('credential')];
  if (file instanceof Blob && file.size > 0) return new Uint8Array(await file.arrayBuffer());
  if (typeof text === 'string' && text.trim() !== '') return Buffer.from(text, 'utf8');
  throw invalid([{ field: 'credential', message: 'must be the text of a credential, or file a file with one' }]);
}

async function formOf({ body, headers }: ApiRequest): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    throw new AppError(
      'unsupported_media_type',
      'Send a form: multipart/form-data or application/x-www-form-urlencoded.',
    );
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new AppError('invalid_request', 'The form cannot be read.', { cause });
  }
}
