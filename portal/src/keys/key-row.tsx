import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KeyView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Tag } from '../ui/tag.tsx';

type KeyRowProps = {
  readonly apiKey: KeyView;
  /** The name of its app; undefined: there is only one. */
  readonly app: string | undefined;
  readonly onRevoke: () => void;
};

/** One key: its label, which leads to its page, its first characters, and a button to revoke it. */
export function KeyRow({ apiKey, app, onRevoke }: KeyRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const label = apiKey.purpose === 'browser' ? t('keys.browser') : apiKey.label;
  const { environment, start, createdAt, expiresAt, revokedAt, revokedBecause } = apiKey;
  return (
    <li className={revokedAt ? 'is-over' : undefined}>
      <div>
        <strong>
          <Link to={`/app/keys/${encodeURIComponent(apiKey.id)}`}>
            <bdi>{label}</bdi>
          </Link>
        </strong>{' '}
        <Tag tone={environment}>{t(`keys.environment.${environment}`)}</Tag>{' '}
        {revokedAt && <Tag tone="bad">{t('keys.revoked')}</Tag>}
        <span className="small">
          <Code>{start}…</Code> ·{' '}
          {app !== undefined && (
            <>
              <bdi>{app}</bdi> ·{' '}
            </>
          )}
          {t('keys.createdOn', { date: date(createdAt) })}
          {expiresAt && !revokedAt && ` · ${t('keys.expiresOn', { date: date(expiresAt) })}`}
          {revokedAt && ` · ${t('keys.revokedOn', { date: date(revokedAt) })}`}
        </span>
        {revokedBecause !== undefined && (
          <span className="small">
            {t('operatorActs.keyRevoked')} <bdi>{revokedBecause}</bdi>
          </span>
        )}
      </div>
      {!revokedAt && (
        <Allowed to="technical">
          <Button kind="quiet" label={t('keys.revokeOne', { label })} onClick={onRevoke}>
            {t('keys.revoke')}
          </Button>
        </Allowed>
      )}
    </li>
  );
}
