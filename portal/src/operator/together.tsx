import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TogetherView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Listed } from './account-actions.tsx';
import { PagedListing } from './listing.tsx';
import { useTogether } from './operator-api.ts';

type TogetherProps = { readonly account: Listed; readonly onClose: () => void };

/** The organizations that share a card, domain, network or device with an account, latest first. They lead to their activity. */
export function Together({ account, onClose }: TogetherProps) {
  const { t } = useTranslation();
  const { query, more } = useTogether(account.id);
  const name = account.organization || account.email || account.id;
  return (
    <Dialog title={t('operator.together.openOne', { name })} section="organizations" onClose={onClose}>
      <p className="dialog-body small">{t('operator.together.lead')}</p>
      <PagedListing query={query} empty={t('operator.together.none')}>
        {(items) => (
          <ul className="rows">
            {items.map((each) => (
              <TogetherRow key={each.organization.id} shared={each} onLeave={onClose} />
            ))}
          </ul>
        )}
      </PagedListing>
      {more && !query.hasNextPage && <p className="dialog-body small">{t('operator.together.more')}</p>}
      <div className="button-row">
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}

/** A date that no line breaks apart. */
const unbroken = (date: string): string => date.replaceAll(' ', '\u00a0');

type RowProps = { readonly shared: TogetherView; readonly onLeave: () => void };

function TogetherRow({ shared: { organization, by }, onLeave }: RowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const name = organization.name || organization.id;
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {by.map(({ kind, firstSeenAt, lastSeenAt }) => (
          <span key={kind} className="small shared-thing">
            <Tag>{t(`operator.together.kind.${kind}`)}</Tag>{' '}
            {t('operator.together.seen', { first: unbroken(date(firstSeenAt)), last: unbroken(date(lastSeenAt)) })}
          </span>
        ))}
      </div>
      <Link
        to={`/console/trail?account=${encodeURIComponent(organization.id)}`}
        aria-label={t('operator.trail.openOne', { name })}
        onClick={onLeave}
      >
        {t('operator.trail.open')}
      </Link>
    </li>
  );
}
