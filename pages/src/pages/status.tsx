import type { Page } from '../page.ts';
import { PageHeader, ScrollTable, Section } from '../parts.tsx';
import { wordsFor } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { History as HistoryOfStatus } from '../status/history.tsx';

/** `/status`: what answers now, asked by the reader's own browser, and how fresh each dataset is. */
export function statusPage(reader: Reader): Page {
  const { say, catalog, site, formats, to } = reader;
  const [first] = catalog.datasets;
  const history = { language: reader.language, words: wordsFor(site.words[reader.language], ['status.']) };
  const checks = [
    ...(first ? [['data', `/v1/sample/${first.id}?limit=1`] as const] : []),
    ['account', '/v1/catalog'] as const,
    ['badges', '/badges/check'] as const,
  ];
  return {
    address: '/status',
    title: say('status.title'),
    description: say('status.description', { name: catalog.name }),
    islands: ['status', 'history'],
    body: (
      <>
        <PageHeader title={say('status.title')} lead={say('status.lead')} />
        <Section id="now" title={say('status.now')} lead={say('status.nowLead')}>
          <ul
            class="checks card"
            data-checks
            data-works={say('status.works', { ms: '{ms}' })}
            data-fails={say('status.fails')}
          >
            {checks.map(([part, address]) => (
              <li key={part}>
                <span>{say(`status.part.${part}`)}</span>
                <span class="tag" role="status" data-check={address}>
                  {say('status.unknown')}
                </span>
              </li>
            ))}
          </ul>
        </Section>
        <Section id="freshness" title={say('status.freshness')}>
          <ScrollTable
            caption={say('status.freshness')}
            head={[say('status.dataset'), say('dataset.records'), say('dataset.newest'), say('dataset.published')]}
            lists
          >
            {catalog.datasets.map(({ id, title }) => {
              const sample = site.samples[id];
              const newest = sample?.days.at(-1)?.day;
              return (
                <tr key={id} data-facts={id}>
                  <th scope="row">
                    <a href={to(`/datasets/${id}`)}>
                      <bdi>{title}</bdi>
                    </a>
                  </th>
                  <td data-fact="records" data-label={say('dataset.records')}>
                    {sample?.records ? formats.number(sample.records) : '–'}
                  </td>
                  <td data-fact="newest" data-label={say('dataset.newest')}>
                    {newest ? formats.date(newest) : '–'}
                  </td>
                  <td data-fact="published" data-label={say('dataset.published')}>
                    –
                  </td>
                </tr>
              );
            })}
          </ScrollTable>
        </Section>
        <Section id="history" title={say('status.history')} lead={say('status.historyLead')}>
          <div data-island="history" data-props={JSON.stringify(history)}>
            <HistoryOfStatus {...history} />
          </div>
        </Section>
        <p class="small">
          {say('status.else')} <a href={`mailto:${catalog.supportEmail}`}>{say('footer.contact')}</a>
        </p>
      </>
    ),
  };
}
