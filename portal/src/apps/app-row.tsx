import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { Tag } from '../ui/tag.tsx';
import { defaultApp, isUndeclared, useAppName } from './apps-api.ts';

type AppRowProps = { readonly app: AppView; readonly onOpen: (dialog: 'change' | 'remove') => void };

/** One app: its purpose, where its data is shown, what was declared, and its limits. */
export function AppRow({ app, onOpen }: AppRowProps) {
  const { t } = useTranslation();
  const { id, purpose, url } = app;
  const name = useAppName()(app);
  const undeclared = isUndeclared(app);
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {id === defaultApp && name !== t('apps.defaultName') && <Tag>{t('apps.default')}</Tag>}{' '}
        {undeclared && <Tag tone="warn">{t('apps.undeclared')}</Tag>}
        {purpose && (
          <p className="their-words">
            <bdi>{purpose}</bdi>
          </p>
        )}
        <span className="small">{url ? <OutsideLink href={url} /> : t('apps.notPublic')}</span>
        {undeclared ? <span className="small">{t('apps.undeclaredText')}</span> : <Declared app={app} />}
        <Limits app={app} />
      </div>
      <Allowed to="technical">
        <div className="button-row">
          <Button
            kind={undeclared ? 'primary' : 'plain'}
            label={t(undeclared ? 'apps.declareOne' : 'apps.changeOne', { name })}
            onClick={() => onOpen('change')}
          >
            {t(undeclared ? 'apps.declare' : 'apps.change')}
          </Button>
          {id !== defaultApp && (
            <Button kind="quiet" label={t('apps.removeOne', { name })} onClick={() => onOpen('remove')}>
              {t('apps.remove')}
            </Button>
          )}
        </div>
      </Allowed>
    </li>
  );
}

function Declared({ app: { training, government } }: Pick<AppRowProps, 'app'>) {
  const { t } = useTranslation();
  return (
    <span className="small">
      {t(training ? 'apps.trains' : 'apps.trainsNot')} · {t(government ? 'apps.governments' : 'apps.noGovernments')}
    </span>
  );
}

/** Its own limits; nothing if it has none. */
function Limits({ app: { rateLimits, maxInFlight, allowanceShare } }: Pick<AppRowProps, 'app'>) {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const limits = [
    ...rateLimits.map(({ requests, windowSeconds }) =>
      t('apps.rate', { count: requests, formatted: number(requests), seconds: number(windowSeconds) }),
    ),
    ...(maxInFlight === null ? [] : [t('apps.atATime', { formatted: number(maxInFlight) })]),
    ...(allowanceShare === null ? [] : [t('apps.share', { share: percent(allowanceShare / 100) })]),
  ];
  return limits.length > 0 && <span className="small">{limits.join(' · ')}</span>;
}
