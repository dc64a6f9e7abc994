import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { Note } from '../ui/note.tsx';

/** A note that mail to the buyer's address is suppressed, why, and what to do. Nothing if it is not. */
export function Unreachable({ account: { mailHeldBack } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  if (mailHeldBack === null) return null;
  return (
    <Note tone="warn" title={t(`unreachable.${mailHeldBack}.title`)}>
      <p>{t(`unreachable.${mailHeldBack}.text`)}</p>
      <div className="button-row">
        {mailHeldBack === 'bounce' && (
          <Link className="button button-primary" to="/app/settings#passkeys">
            {t('unreachable.passkey')}
          </Link>
        )}
        {catalog && (
          <a className="button button-plain" href={`mailto:${catalog.supportEmail}`}>
            {t('unreachable.write')}
          </a>
        )}
      </div>
    </Note>
  );
}
