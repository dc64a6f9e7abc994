import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

type MailSentProps = { readonly email: string; readonly onAgain: () => void };

/** The confirmation after a request for a link; it is the same whether the address is known or not. */
export function MailSent({ email, onAgain }: MailSentProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  return (
    <Page key="sent" narrow title={t('mailSent.title')} lead={t('mailSent.lead', { email: isolate(email) })}>
      <div className="card stack" role="status">
        <p>{t('mailSent.valid')}</p>
        <p className="small">{t('mailSent.nothing')}</p>
        <div>
          <Button onClick={onAgain}>{t('mailSent.again')}</Button>
        </div>
      </div>
    </Page>
  );
}
