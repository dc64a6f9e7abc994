import { useTranslation } from 'react-i18next';
import type { CatalogView, UpstreamView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { Section } from '../ui/section.tsx';

/** The operator's own APIs that a key can call; nothing if there are none. */
export function Upstreams({ catalog }: { readonly catalog: CatalogView }) {
  const { t } = useTranslation();
  if (catalog.upstreams.length === 0) return null;
  return (
    <Section id="apis" title={t('catalog.upstreams')} lead={t('catalog.upstreamsLead')}>
      <ul className="cards cards-wide">
        {catalog.upstreams.map((upstream) => (
          <UpstreamCard key={upstream.id} upstream={upstream} />
        ))}
      </ul>
    </Section>
  );
}

function UpstreamCard({ upstream }: { readonly upstream: UpstreamView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { id, title, description, proxied, maxUnits } = upstream;
  return (
    <li className="card dataset">
      <h3>
        <bdi>{title}</bdi>
      </h3>
      {proxied && <Code>/gateway/{id}</Code>}
      <p>
        <bdi>{description}</bdi>
      </p>
      <p className="small">{t('catalog.mostUnits', { count: maxUnits, formatted: number(maxUnits) })}</p>
    </li>
  );
}
