import { accountDeletedMail } from './mails/account-deleted.ts';
import { accountSuspensionMail } from './mails/account-suspension.ts';
import { legalHoldMail } from './mails/legal-hold.ts';
import { licenceChangesMail } from './mails/licence-changes.ts';
import { memberInvitedMail } from './mails/member-invited.ts';
import { operatorActMail } from './mails/operator-act.ts';
import { passkeyChangedMail } from './mails/passkey-changed.ts';
import { personDeletedMail } from './mails/person-deleted.ts';
import { signInMail } from './mails/sign-in.ts';
import { useCaseDecidedMail } from './mails/use-case-decided.ts';
import { webhookDisabledMail } from './mails/webhook-disabled.ts';

/** The mails about an account itself, by their names on the queue. */
export const accountMails = {
  sign_in: signInMail,
  member_invited: memberInvitedMail,
  account_deleted: accountDeletedMail,
  person_deleted: personDeletedMail,
  account_suspension: accountSuspensionMail,
  legal_hold: legalHoldMail,
  operator_act: operatorActMail,
  passkey_changed: passkeyChangedMail,
  licence_changes: licenceChangesMail,
  webhook_disabled: webhookDisabledMail,
  use_case_decided: useCaseDecidedMail,
};
