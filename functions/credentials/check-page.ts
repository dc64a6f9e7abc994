import { withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import { notCached } from '../../shared/services/badges/cached-answer.ts';
import { type CheckedStep, checkPageOf } from '../../shared/services/badges/pages/check-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { texts } from '../../shared/services/badges/pages/texts.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import { type CredentialCheckDeps, checkCredential } from '../../shared/services/badges/verify-credential.ts';
import type { CredentialsDeps } from './deps.ts';
import { postedCredential } from './posted-credential.ts';

/** POST /badges/check: whether the credential in a form, as text or in a file, stands now; step by step, as a page. Nothing of it is kept. */
export const checkPostedCredential =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, ['lang']);
    const reading = readingOf(request);
    const { valid, handle, steps } = await checkCredential(checkDeps(deps), await postedCredential(request));
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
