import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { activityAddress } from '../../activity/activity-address.ts';
import { useResourceTitle } from '../../catalog/resource-title.ts';
import { useFormat } from '../../i18n/format.ts';
import { NotAllowed } from '../../members/allowed.tsx';
import { Section } from '../../ui/section.tsx';
import { Editable } from './editable.tsx';
import { useKeyActions } from './key-api.ts';
import { ExpiryField, endOfDay, LabelField, ScopeFields, scopesIn } from './key-fields.tsx';
import { AppFact, LastUsed, Made } from './key-history.tsx';
import { KeyNetworks } from './key-networks.tsx';
import { stateOf } from './key-state.ts';

/** The name, rights and history of a key. A key that works is changed here, each fact in its place. */
export function KeyFacts({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { change } = useKeyActions(apiKey.id);
  const state = stateOf(apiKey, new Date());
  const isOfPage = apiKey.purpose === 'browser';
  const mayChange = !isOfPage && (state === 'works' || state === 'replaced');
  return (
    <Section id="settings" title={t('keyPage.settings')}>
      {mayChange && <NotAllowed to="technical" />}
      <dl className="facts facts-stacked">
        <Editable
          name={t('keys.label')}
          fields={mayChange ? <LabelField apiKey={apiKey} /> : undefined}
          onSave={({ label = '' }) => change({ label })}
        >
          <bdi>{isOfPage ? t('keys.browser') : apiKey.label}</bdi>
        </Editable>
        <Editable
          name={t('keyPage.scopes')}
          fields={mayChange ? <ScopeFields apiKey={apiKey} /> : undefined}
          onSave={(values) => change({ scopes: scopesIn(values) })}
        >
          <Scopes scopes={apiKey.scopes} />
        </Editable>
        <KeyNetworks apiKey={apiKey} mayChange={mayChange} />
        <Editable
          name={t('keyPage.expires')}
          fields={mayChange && state === 'works' ? <ExpiryField apiKey={apiKey} /> : undefined}
          onSave={({ expiresAt = '' }) => change({ expiresAt: endOfDay(expiresAt) })}
        >
          <Expiry apiKey={apiKey} />
        </Editable>
        <AppFact id={apiKey.app} />
        <LastUsed apiKey={apiKey} />
        <Made apiKey={apiKey} />
      </dl>
      <p className="small">
        <Link to={activityAddress({ key: apiKey.id })}>{t('keyPage.activity')}</Link>
      </p>
    </Section>
  );
}

function Scopes({ scopes }: Pick<KeyDetailView, 'scopes'>) {
  const { t } = useTranslation();
  const titleOf = useResourceTitle();
  if (scopes.length === 0) return t('keyPage.allScopes');
  return (
    <ul>
      {scopes.map((id) => (
        <li key={id}>
          <bdi>{titleOf(id)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Expiry({ apiKey: { expiresAt } }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return expiresAt === null ? t('keyPage.never') : dateTime(expiresAt);
}
