import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { KeyVerdictView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { readersAddress } from '../readers/readers-api.ts';
import { Chain } from './chain.tsx';
import { keyPath, useKeyVerdict } from './key-api.ts';
import { KeyRefusals } from './key-refusals.tsx';
import { Verdict } from './verdict.tsx';

/** `/console/keys/{id}`: whether the key would be admitted now, and if not, the reason, since when, and the end of it. */
export default function KeyPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useKeyVerdict(id);
  return (
    <div className="stack">
      <Section id="key" title={query.data?.key.label || t('keyVerdict.title')}>
        <ConsoleLoaded query={query}>{(key) => <About known={key} />}</ConsoleLoaded>
        <Curl path={keyPath(id)} />
      </Section>
      {query.data && <KeyRefusals organization={query.data.organization.id} id={id} />}
    </div>
  );
}

function About({ known }: { readonly known: KeyVerdictView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { start, environment, app, createdAt, expiresAt, scopes, cidrs } = known.key;
  return (
    <div className="stack">
      <Verdict known={known} />
      <p>
        <Tag tone={environment}>{t(`keys.environment.${environment}`)}</Tag> <Code>{start}</Code> · <bdi>{app}</bdi> ·{' '}
        {t('keyVerdict.created', { at: date(createdAt) })}
        {expiresAt && ` · ${t('consoleOrganization.expires', { at: date(expiresAt) })}`}
      </p>
      {scopes.length > 0 && (
        <p>
          {t('keyVerdict.scopes')} <Code>{scopes.join(', ')}</Code>
        </p>
      )}
      {cidrs.length > 0 && (
        <p>
          {t('keyVerdict.networks')} <Code>{cidrs.join(', ')}</Code>
        </p>
      )}
      <Chain known={known} />
      <p>
        <Link to={readersAddress({ key: known.key.id })}>{t('readers.ofKey')}</Link>
      </p>
    </div>
  );
}
