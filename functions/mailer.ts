import { linkMinutes } from '../shared/domain/accounts/account.ts';
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import { hashOf } from '../shared/http/session.ts';
import { queueFunction } from '../shared/http/stacks.ts';
import type { Log } from '../shared/log.ts';
import type { MailMessage } from '../shared/queues.ts';
import type { Accounts } from '../shared/storage/accounts.ts';
import type { SignIn } from '../shared/storage/sign-in.ts';
import type { Mail } from './mailer/mail.ts';
import { type Content, rendered } from './mailer/render.ts';
import { badgeDecided, noAccount, signIn, signUp } from './mailer/templates.ts';

export type MailerDeps = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'findByEmail'>;
  readonly sessions: Pick<SignIn, 'putLink'>;
  /** Resolves once the mail is taken for delivery. */
  readonly deliver: (mail: Mail) => Promise<void>;
  readonly origin: string;
  readonly newToken: () => string;
  readonly now: () => Date;
  readonly log: Log;
};

/** Sends the mails of the queue. A sign-in link's token is made here, so that it lies in no queue. */
export const mailer = (deps: MailerDeps) =>
  queueFunction(deps, async ({ body }) => {
    const message = JSON.parse(body) as MailMessage;
    const content = await contentOf(deps, message);
    await deps.deliver({
      to: message.email,
      ...rendered(content, { language: message.language, sender: deps.catalog.name }),
    });
    deps.log.info('mail sent', { template: message.template });
  });

async function contentOf(deps: MailerDeps, message: MailMessage): Promise<Content> {
  const words = { site: deps.catalog.name, language: message.language };
  switch (message.template) {
    case 'sign_in': {
      const { email, organization } = message;
      const hasAccount = (await deps.accounts.findByEmail(email)) !== null;
      const isKnown = hasAccount || deps.catalog.operators.includes(email);
      if (!isKnown && organization === null) return noAccount({ ...words, link: `${deps.origin}/sign-up` });
      const link = await newLink(deps, { email, organization: hasAccount ? null : organization });
      return isKnown ? signIn({ ...words, link }) : signUp({ ...words, link });
    }
    case 'badge_decided': {
      const { handle, decision, reason } = message;
      return badgeDecided({ ...words, link: `${deps.origin}/dashboard`, handle, decision, reason });
    }
  }
}

async function newLink(
  deps: MailerDeps,
  to: { readonly email: string; readonly organization: string | null },
): Promise<string> {
  const token = deps.newToken();
  const expiresAt = new Date(deps.now().getTime() + linkMinutes * 60_000).toISOString();
  await deps.sessions.putLink(hashOf(token), { ...to, expiresAt });
  return `${deps.origin}/sign-in/link?token=${token}`;
}
