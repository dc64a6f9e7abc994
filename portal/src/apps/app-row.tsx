import { useTranslation } from 'react-i18next';
import type { AppView, UseCaseView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { defaultApp, isUndeclared, useAppName } from './apps-api.ts';
import { Place } from './place.tsx';
import { UseCaseHistory } from './use-case-history.tsx';
import { UseCaseNote, UseCaseTag } from './use-case-state.tsx';

/** A dialog about one app. */
export type AppAct = 'declare' | 'change' | 'remove';

type AppRowProps = {
  readonly app: AppView;
  /** The use cases of the app, the latest first. */
  readonly useCases: readonly UseCaseView[];
  readonly onOpen: (dialog: AppAct) => void;
};

/** One app: its use as it was declared last and where that stands, its limits, and its earlier use cases. */
export function AppRow({ app, useCases, onOpen }: AppRowProps) {
  const { t } = useTranslation();
  const name = useAppName()(app);
  const isDefault = app.id === defaultApp;
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {isDefault && name !== t('apps.defaultName') && <Tag>{t('apps.default')}</Tag>}{' '}
        {isUndeclared(app) && <Tag tone="warn">{t('apps.undeclared')}</Tag>} <UseCaseTag app={app} />
        <DeclaredUse app={app} latest={useCases[0]} />
        <Limits app={app} />
      </div>
      <UseCaseNote app={app} />
      <UseCaseHistory useCases={useCases} />
      <Allowed to="technical">
        <AppButtons app={app} name={name} onOpen={onOpen} />
      </Allowed>
    </li>
  );
}

type AppButtonsProps = Pick<AppRowProps, 'app' | 'onOpen'> & { readonly name: string };

function AppButtons({ app, name, onOpen }: AppButtonsProps) {
  const { t } = useTranslation();
  const undeclared = isUndeclared(app);
  return (
    <div className="button-row">
      <Button
        kind={undeclared ? 'primary' : 'plain'}
        label={t(undeclared ? 'apps.declareOne' : 'apps.changeUseOne', { name })}
        onClick={() => onOpen('declare')}
      >
        {t(undeclared ? 'apps.declare' : 'apps.changeUse')}
      </Button>
      <Button label={t('apps.changeOne', { name })} onClick={() => onOpen('change')}>
        {t('apps.change')}
      </Button>
      {app.id !== defaultApp && (
        <Button kind="quiet" label={t('apps.removeOne', { name })} onClick={() => onOpen('remove')}>
          {t('apps.remove')}
        </Button>
      )}
    </div>
  );
}

function DeclaredUse({ app, latest }: Pick<AppRowProps, 'app'> & { readonly latest: UseCaseView | undefined }) {
  const { t } = useTranslation();
  const { purpose, url, training, government } = app;
  const shownAt = latest ? latest.shownAt : url;
  return (
    <>
      {purpose && (
        <p className="their-words">
          <bdi>{purpose}</bdi>
        </p>
      )}
      {latest?.audience && (
        <span className="small">
          {t('apps.usedBy')} <bdi>{latest.audience}</bdi>
        </span>
      )}
      <span className="small">{shownAt ? <Place at={shownAt} /> : t('apps.notPublic')}</span>
      <span className="small">
        {isUndeclared(app)
          ? t('apps.undeclaredText')
          : `${t(training ? 'apps.trains' : 'apps.trainsNot')} · ${t(government ? 'apps.governments' : 'apps.noGovernments')}`}
      </span>
    </>
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
