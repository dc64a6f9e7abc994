import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RequireSession } from '../../account/require-session.tsx';
import { isProblem } from '../../api/problem.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useKey } from './key-api.ts';
import { KeyParts } from './key-parts.tsx';
import { KeyStart } from './key-start.tsx';

/** `/app/keys/{id}`: one key, with its requests, its rights, and the acts on it. */
export default function KeyPage() {
  const { t } = useTranslation();
  return <RequireSession title={t('keyPage.title')}>{() => <One />}</RequireSession>;
}

function One() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useKey(id);
  const key = query.data;
  const isGone = isProblem(query.error, 'not_found');
  const label = key?.purpose === 'browser' ? t('keys.browser') : key?.label;
  const lead = isGone ? t('keyPage.gone') : key && <KeyStart apiKey={key} />;
  return (
    <Page title={label ?? t('keyPage.title')} lead={lead}>
      <p>
        <Link to="/app/keys">{t('keyPage.back')}</Link>
      </p>
      {!isGone && (
        <Loaded query={query} lines={8}>
          {(loaded) => <KeyParts apiKey={loaded} />}
        </Loaded>
      )}
    </Page>
  );
}
