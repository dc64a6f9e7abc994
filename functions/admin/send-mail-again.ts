import * as z from 'zod';
import { mailIdOf, mailPlaceIn } from '../../shared/domain/mail/mail-place.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { found } from '../../shared/errors.ts';
import { accepted } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { MailSentAgainView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';
import { keptIfAllowed, readerOf } from './mail-reader.ts';

/** The order to send an email again. */
export const SendAgainBody = z.strictObject({
  order: line(100).describe('A key of your own, such as a UUID. Under one key the email is sent once.'),
});

/**
 * POST /v1/admin/accounts/{id}/mails/{message}/send {order, reason}: sends an email of the organization's log once more. It says on which day it was written. The
 * same call again, as after an answer that was lost, leaves no second line and sends no second email.
 */
export const sendMailAgain =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { order } = bodyOf(request, SendAgainBody);
    const account = found(await deps.accounts.find(request.params.id ?? ''), 'This organization');
    const place = found(mailPlaceIn(account.id, request.params.message ?? ''), 'This email');
    const logged = found(await deps.mailLog.find(place), 'This email');
    const kept = keptIfAllowed(account, logged);
    const reader = await readerOf(deps, account, { template: kept.template, address: logged.address });
    const mail = mailIdOf(logged);
    const detail = { mail: logged.name, sentAt: logged.at };
    const audit = operatorLine(deps, request, { accountId: account.id, action: 'mail.sent_again', detail });
    await deps.mailLog.noteAgain(place, order, audit);
    const again = { mail, order, writtenAt: kept.again?.writtenAt ?? logged.at };
    const to = kept.template === 'notice' ? {} : reader;
    await deps.mail.send({ ...kept, ...to, id: deps.newId(), again } as MailMessage);
    return accepted({ id: mail, address: reader.email } satisfies MailSentAgainView);
  };
