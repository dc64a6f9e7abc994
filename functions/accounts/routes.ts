import { type Declared, members } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';

/** A browser that signed in before has a budget of its own. */
const challenges = { elsewhere: 'challenges of a client: `sign-in-by-passkey.ts`' } as const;

/** Routes of sign-up, sign-in, sessions, passkeys and the way out. */
export const accountsRoutes = {
  'POST /v1/signup': {
    callers: 'anyone',
    budget: { elsewhere: 'mails to a mailbox, by client and in all: `mail-limits.ts` and the mailer' },
    trail: null,
  },
  'POST /v1/login': {
    callers: 'anyone',
    budget: { elsewhere: 'mails to a mailbox, by client and in all: `mail-limits.ts` and the mailer' },
    trail: null,
  },
  'POST /v1/session/preview': {
    callers: 'anyone',
    budget: { elsewhere: 'links that are not good: `sign-in.ts`' },
    trail: null,
  },
  'POST /v1/session': {
    callers: 'anyone',
    budget: { elsewhere: 'links that are not good: `sign-in.ts`' },
    trail: { actions: ['session.started'] },
  },
  'DELETE /v1/session': { callers: 'person', budget: budgets.changes, trail: { actions: ['session.ended'] } },
  'DELETE /v1/sessions': { callers: 'person', budget: budgets.changes, trail: { actions: ['session.all_ended'] } },
  'GET /v1/sessions': { callers: 'person', budget: budgets.reads, trail: null },
  'DELETE /v1/sessions/{id}': { callers: 'person', budget: budgets.changes, trail: { actions: ['session.ended'] } },
  'POST /v1/session/passkey/options': { callers: 'anyone', budget: challenges, trail: null },
  'POST /v1/session/passkey': { callers: 'anyone', budget: challenges, trail: { actions: ['session.started'] } },
  'POST /v1/session/presence/options': { callers: 'person', budget: budgets.passkeys, trail: null },
  'POST /v1/session/presence': { callers: 'person', budget: budgets.passkeys, trail: null },
  'GET /v1/passkeys': { callers: 'person', budget: budgets.reads, trail: null },
  'POST /v1/passkeys/presence': { callers: 'person', budget: budgets.passkeys, trail: null },
  'POST /v1/passkeys/options': { callers: 'person', budget: budgets.passkeys, presence: true, trail: null },
  'POST /v1/passkeys': {
    callers: 'person',
    budget: budgets.passkeys,
    presence: true,
    trail: { actions: ['passkey.added'], mailed: true },
  },
  'DELETE /v1/passkeys/{id}': {
    callers: 'person',
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['passkey.removed'], mailed: true },
  },
  'GET /v1/account': { callers: members.all, budget: budgets.reads, trail: null },
  'DELETE /v1/account': {
    callers: members.owner,
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['account.leaving'], mailed: { by: 'leaving' } },
  },
  'DELETE /v1/person': {
    callers: 'person',
    budget: budgets.changes,
    presence: true,
    trail: { actions: ['member.left'], mailed: { by: 'leaving' } },
  },
} as const satisfies Declared;
