import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import type { AccountDialog, Listed } from '../account-actions.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { SuspendAccount } from '../suspend-account.tsx';
import { Together } from '../together.tsx';
import { listPath, useOrganizationRows, type Wanted, wantedIn } from './list-api.ts';
import { Chosen, ExportAll } from './list-export.tsx';
import { ListFilter } from './list-filter.tsx';
import { ListRow } from './list-row.tsx';
import { Peek, usePeek } from './peek.tsx';

const columns = ['organization', 'standing', 'sold', 'monthly', 'since', 'action'] as const;

type Opened = { readonly account: Listed; readonly dialog: AccountDialog };

/** `/console/organizations`: all of them in an order that an index stands for; the address has order and filter. */
export default function OrganizationList() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState<Opened>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const wanted = wantedIn(params);
  const query = useOrganizationRows(wanted);
  const peek = usePeek();
  const close = () => setOpened(undefined);
  const want = (change: Partial<Wanted>) => {
    const said = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== '' && value !== 'created');
    setChosen(new Set());
    setParams(new URLSearchParams(said), { replace: true });
  };
  const choose = (id: string) =>
    setChosen((ids) => new Set(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]));
  const shows = wanted.sort === 'seen' ? 'seen' : 'since';
  return (
    <Section id="organizations" title={t('operator.accounts.title')} actions={<ExportAll wanted={wanted} />}>
      <p className="small">{t('peek.keys')}</p>
      <ListFilter wanted={wanted} onWanted={want} />
      <Chosen rows={(query.data ?? []).filter(({ id }) => chosen.has(id))} onNone={() => setChosen(new Set())} />
      <PagedListing query={query} empty={t(emptyText(wanted, query.hasNextPage))}>
        {(rows) => (
          <ScrollTable
            lists
            caption={t('operator.accounts.title')}
            head={columns.map((column) => t(`organizationList.column.${column === 'since' ? shows : column}`))}
          >
            {rows.map((row) => (
              <ListRow
                key={row.id}
                row={row}
                shows={shows}
                chosen={chosen.has(row.id)}
                onChosen={() => choose(row.id)}
                onPeek={() => peek.open(row.id)}
                onOpen={(dialog) => setOpened({ account: { ...row, organization: row.name }, dialog })}
              />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      <Curl path={listPath(wanted)} />
      {peek.id && (
        <Peek id={peek.id} name={query.data?.find(({ id }) => id === peek.id)?.name ?? ''} onClose={peek.close} />
      )}
      {opened?.dialog === 'together' && <Together account={opened.account} onClose={close} />}
      {opened?.dialog === 'suspend' && <SuspendAccount account={opened.account} onClose={close} />}
    </Section>
  );
}

/** The text in place of a list without rows. */
function emptyText({ sort, state, sold }: Wanted, hasMore: boolean) {
  if (state !== '' || sold !== '') return hasMore ? 'organizationList.noneSoFar' : 'organizationList.noMatch';
  if (sort === 'seen') return 'organizationList.noneSeen';
  return sort === 'failing' ? 'organizationList.noneFails' : 'operator.accounts.none';
}
