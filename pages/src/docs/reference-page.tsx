import type { Reference } from '../../reference/model.ts';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { DocsFrame } from './docs-frame.tsx';
import { Operation } from './operation.tsx';
import { Told } from './told.tsx';

/** `/docs/reference/{group}`: every operation of a group, from the OpenAPI document. */
export function referencePage({ group, told, operations }: Reference, reader: Reader): Page {
  const { say, language } = reader;
  const address = `/docs/reference/${group}`;
  const title = say(`reference.group.${group}`);
  const summaries = operations.map(({ summary }) => summary).join(language === 'ar' ? '، ' : ', ');
  return {
    address,
    title: `${title} · ${say('docs.reference')}`,
    description: say('reference.description', { group: title, summary: summaries }),
    islands: ['search', ...(group === 'data' ? ['run'] : []), ...(operations.some(({ run }) => run) ? ['try'] : [])],
    body: (
      <DocsFrame
        address={address}
        reader={reader}
        parts={operations.map(({ id, summary }) => ({ id, title: summary }))}
      >
        <PageHeader title={title} lead={<Told text={told} />} />
        {operations.map((operation) => (
          <Operation key={operation.id} operation={operation} reader={reader} />
        ))}
      </DocsFrame>
    ),
  };
}
