import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CatalogueComparisonView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { HowToPush } from './how-to-push.tsx';
import { ThingRow } from './thing-row.tsx';

const path = '/v1/admin/catalogue';
const columns = ['thing', 'state', 'changes'] as const;

/** `/console/catalogue`: what a push of the catalogue would change at Stripe. Stripe is asked once, and again when somebody wants it. */
export default function CataloguePage() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['admin', 'catalogue'],
    queryFn: () => get<CatalogueComparisonView>(path),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section
      id="catalogue"
      title={t('catalogueDiff.title')}
      lead={t('catalogueDiff.lead')}
      actions={
        query.data && (
          <Button busy={query.isFetching} onClick={() => void query.refetch()}>
            {t('catalogueDiff.again')}
          </Button>
        )
      }
    >
      {query.data && query.isError && <ProblemNote error={query.error} />}
      <ConsoleLoaded query={query}>{(compared) => <Compared compared={compared} />}</ConsoleLoaded>
      <Curl path={path} />
    </Section>
  );
}

function Compared({ compared: { askedAt, data } }: { readonly compared: CatalogueComparisonView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const changed = data.filter(({ state }) => state !== 'same');
  const same = data.filter(({ state }) => state === 'same');
  const count = changed.length;
  return (
    <div className="stack">
      <Note tone={count === 0 ? 'good' : 'warn'}>
        <p>
          {count === 0 ? t('catalogueDiff.none') : t('catalogueDiff.count', { count, formatted: number(count) })}{' '}
          {t('catalogueDiff.asked', { at: dateTime(askedAt) })}
        </p>
      </Note>
      {count > 0 && <HowToPush />}
      <ScrollTable
        lists
        caption={t('catalogueDiff.title')}
        head={columns.map((column) => t(`catalogueDiff.column.${column}`))}
      >
        {[...changed, ...same].map((thing) => (
          <ThingRow key={`${thing.kind} ${thing.id}`} thing={thing} />
        ))}
      </ScrollTable>
    </div>
  );
}
