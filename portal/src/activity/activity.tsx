import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../ui/button.tsx';
import { Paged } from '../ui/paged.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { activityAddress, narrowing, type Wanted, wantedIn } from './activity-address.ts';
import { useActivity, useSaveActivity } from './activity-api.ts';
import { ActivityFilter } from './activity-filter.tsx';
import { ActivityLine } from './activity-line.tsx';

const columns = ['what', 'when', 'who', 'detail'] as const;

/** The organization's own trail, narrowed as the address says. */
export function Activity() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const wanted = wantedIn(params);
  const query = useActivity(wanted);
  const save = useSaveActivity(wanted);
  const want = (change: Partial<Wanted>) =>
    setParams(new URL(activityAddress({ ...wanted, ...change }), location.origin).searchParams, { replace: true });
  return (
    <Section
      id="activity"
      title={t('activity.title')}
      lead={t('activity.lead')}
      actions={
        <Button busy={save.isPending} onClick={() => save.mutate()}>
          {t('activity.save')}
        </Button>
      }
    >
      <ActivityFilter wanted={wanted} onWanted={want} />
      <ProblemNote error={save.error} />
      <Paged query={query} empty={<Empty wanted={wanted} isMore={query.hasNextPage} />}>
        {(lines) => (
          <ScrollTable
            lists
            caption={t('activity.title')}
            head={columns.map((column) => t(`activity.column.${column}`))}
          >
            {lines.map((line) => (
              <ActivityLine key={line.id} line={line} />
            ))}
          </ScrollTable>
        )}
      </Paged>
    </Section>
  );
}

type EmptyProps = { readonly wanted: Wanted; readonly isMore: boolean };

/** No lines: none at all, or none that the filter lets through. */
function Empty({ wanted, isMore }: EmptyProps) {
  const { t } = useTranslation();
  if (isMore) return <p>{t('activity.noneSoFar')}</p>;
  if (narrowing.every((name) => wanted[name] === '')) return <p>{t('activity.none')}</p>;
  return (
    <p>
      {t('activity.noMatch')} <Link to="/app/activity">{t('activity.clear')}</Link>
    </p>
  );
}
