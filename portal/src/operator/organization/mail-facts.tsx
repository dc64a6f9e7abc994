import { useTranslation } from 'react-i18next';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { SendAgain } from './send-again.tsx';

/** An email of a timeline. */
export type MailLine = Extract<TimelineLineView, { readonly kind: 'email' }>;

type MailFactsProps = { readonly organization: string; readonly line: MailLine };

/** The fate of an email: whether it was sent, each report of the mail service, and whether it can be sent again. */
export function MailFacts({ organization, line }: MailFactsProps) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  return (
    <>
      <span className="small">{t(`loggedMail.${line.outcome}`)}</span>
      {line.reports.map(({ fate, at, detail }) => (
        <span key={fate} className="small">
          {t(`loggedMail.${fate}`, { at: dateTime(at), detail: isolate(detail) })}
        </span>
      ))}
      {line.again === 'one_time_link' && <span className="small">{t('mailAgain.oneTimeLink')}</span>}
      {line.again === 'possible' && <SendAgain organization={organization} line={line} />}
    </>
  );
}
