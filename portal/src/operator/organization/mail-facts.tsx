import { useTranslation } from 'react-i18next';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';

/** An email of a timeline. */
export type MailLine = Extract<TimelineLineView, { readonly kind: 'email' }>;

/** What became of an email: whether it was sent, and each report of the mail service. */
export function MailFacts({ line }: { readonly line: MailLine }) {
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
    </>
  );
}
