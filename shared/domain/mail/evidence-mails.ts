import { contestDecidedMail } from './mails/contest-decided.ts';
import { statementContestedMail } from './mails/statement-contested.ts';
import { statementMadeMail } from './mails/statement-made.ts';

/** The mails about statements and their contests, by their names on the queue. */
export const evidenceMails = {
  statement_made: statementMadeMail,
  statement_contested: statementContestedMail,
  contest_decided: contestDecidedMail,
};
