import { useTranslation } from 'react-i18next';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { useAppName, useApps } from '../../apps/apps-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Editable } from './editable.tsx';
import { useCreator } from './key-api.ts';

/** The app that it belongs to for good. */
export function AppFact({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const nameOf = useAppName();
  const app = useApps().data?.find((each) => each.id === id);
  return <Editable name={t('apps.ofKey')}>{app ? <bdi>{nameOf(app)}</bdi> : <Code>{id}</Code>}</Editable>;
}

/** The day of its last read, since usage has days and none of test keys, and the last refusal with its time and address. */
export function LastUsed({ apiKey: { environment, lastReadOn, lastRefused } }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
  return (
    <>
      <Editable name={t('keyPage.lastRead')}>
        {lastReadOn !== null && date(lastReadOn)}
        {lastReadOn === null && t(environment === 'test' ? 'keyPage.notCounted' : 'keyPage.notIn30Days')}
      </Editable>
      {lastRefused && (
        <Editable name={t('keyPage.lastRefused')}>
          {dateTime(lastRefused.at)} · <Code>{lastRefused.address}</Code>
        </Editable>
      )}
    </>
  );
}

/** Its creation with its creator, and the time of its end. */
export function Made({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const creator = useCreator(apiKey);
  return (
    <>
      <Editable name={t('keyPage.created')}>
        {dateTime(apiKey.createdAt)}
        {creator !== undefined && (
          <>
            {' '}
            · <bdi>{creator}</bdi>
          </>
        )}
      </Editable>
      {apiKey.revokedAt !== null && <Editable name={t('keyPage.revoked')}>{dateTime(apiKey.revokedAt)}</Editable>}
    </>
  );
}
