import * as z from 'zod';
import { networksOfClient } from '../../shared/domain/access/client-network.ts';
import { mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import { accepted } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { email, line, returnTo } from '../../shared/http/fields.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { MessageView } from '../../shared/http/views.ts';
import { textFor } from '../../shared/problems/in-arabic.ts';
import type { AccountsDeps } from './deps.ts';
import { spendUnlessKnown } from './known-browser.ts';
import { isMailboxFull, refuseFlood } from './mail-limits.ts';

/** The body of a sign-up. */
export const SignUpBody = z.strictObject({ email, organization: line('organization'), returnTo: returnTo.optional() });

/** The body of a sign-in by mail. */
export const LoginBody = z.strictObject({ email, returnTo: returnTo.optional() });

/**
 * POST /v1/signup, /v1/login: 202 for any address, by the same steps.
 * The mailer decides whether there is an account and whether a mail goes out, so neither the answer nor its timing tells.
 * Only the client itself is ever refused.
 */
export const requestLink =
  (deps: AccountsDeps, kind: 'sign-up' | 'login'): Route =>
  async (request) => {
    const body =
      kind === 'sign-up' ? bodyOf(request, SignUpBody) : { ...bodyOf(request, LoginBody), organization: null };
    const { client, ...askedFrom } = networksOfClient(request.address);
    await spendUnlessKnown(deps, request, () => refuseFlood(deps, client));
    const { provider } = askedFrom;
    const isOverLimit = await isMailboxFull(deps, { mailbox: mailboxOf(body.email), client, provider });
    await deps.mail.send({ template: 'sign_in', language: languageOf(request), ...body, askedFrom, isOverLimit });
    const message = 'If this address can sign in, a link is on its way.';
    return accepted({ message: textFor(languageOf(request), message) } satisfies MessageView);
  };
