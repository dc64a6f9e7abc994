import { useTranslation } from 'react-i18next';
import type { CatalogView, DatasetView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';

/** The datasets on sale: the source of each, whether it is synthetic, and its fields. */
export function Datasets({ catalog }: { readonly catalog: CatalogView }) {
  const { t } = useTranslation();
  return (
    <Section id="datasets" title={t('catalog.datasets')} lead={t('catalog.datasetsLead')}>
      <ul className="cards cards-wide">
        {catalog.datasets.map((dataset) => (
          <DatasetCard key={dataset.id} dataset={dataset} />
        ))}
      </ul>
    </Section>
  );
}

function DatasetCard({ dataset }: { readonly dataset: DatasetView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const fields = Object.entries(dataset.fields);
  return (
    <li className="card dataset">
      <div className="plan-head">
        <h3>
          <bdi>{dataset.title}</bdi>
        </h3>
        {dataset.synthetic && <Tag tone="warn">{t('catalog.synthetic')}</Tag>}
      </div>
      <Code>/data/{dataset.id}</Code>
      <p>
        <bdi>{dataset.description}</bdi>
      </p>
      <p className="small">
        <strong>{t('catalog.source')}</strong> <bdi>{dataset.source}</bdi>
      </p>
      <details>
        <summary>{t('catalog.fields', { count: fields.length, formatted: number(fields.length) })}</summary>
        <dl className="fields" dir="ltr">
          {fields.map(([name, type]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{type}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
