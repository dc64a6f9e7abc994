import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { useApps } from '../apps/apps-api.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { queryOf, type Wanted, wantedIn } from './usage-address.ts';
import { useSaveUsage, useUsageOf } from './usage-api.ts';
import { UsageFilter } from './usage-filter.tsx';
import { UsageShown } from './usage-shown.tsx';

type OfAccount = { readonly account: AccountView };

/** `/app/usage`: where records went, as the address says: of which days, key and dataset, and by what it is broken down. */
export function Usage({ account }: OfAccount) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const wanted = wantedIn(params);
  const save = useSaveUsage(wanted);
  return (
    <Section
      id="usage"
      title={t('usagePage.title')}
      lead={t('usagePage.lead')}
      actions={
        <Button busy={save.isPending} onClick={() => save.mutate()}>
          {t('usagePage.save')}
        </Button>
      }
    >
      <ProblemNote error={save.error} />
      <Shown account={account} wanted={wanted} />
    </Section>
  );
}

/** All of it at once, so that nothing moves when the names of keys and apps are loaded. */
function Shown({ account, wanted }: OfAccount & { readonly wanted: Wanted }) {
  const [, setParams] = useSearchParams();
  const isNamed = [useKeys(), useApps()].every(({ isFetched }) => isFetched);
  const usage = useUsageOf(wanted);
  const want = (change: Partial<Wanted>) =>
    setParams(queryOf({ ...wanted, ...change }), { replace: true, preventScrollReset: true });
  if (!isNamed) return <Skeleton lines={8} />;
  return (
    <>
      <UsageFilter wanted={wanted} onWanted={want} />
      <Loaded query={usage} lines={8}>
        {(data) => (
          <div className="stack" aria-busy={usage.isPlaceholderData || undefined}>
            <UsageShown account={account} usage={data} wanted={wanted} onWanted={want} />
          </div>
        )}
      </Loaded>
    </>
  );
}
