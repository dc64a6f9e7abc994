import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrganizationRowView } from '../../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Absent } from '../../ui/scroll-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AccountActions, type AccountDialog } from '../account-actions.tsx';
import { onSpace, pageOf } from './peek.tsx';

type ListRowProps = {
  readonly row: OrganizationRowView;
  /** The day that is shown: of the organization’s first sign-up, or the last on which it read. */
  readonly shows: 'since' | 'seen';
  readonly chosen: boolean;
  readonly onChosen: () => void;
  readonly onOpen: (dialog: AccountDialog) => void;
  readonly onPeek: () => void;
};

/** An organization of the list: its state, failing payments, products and monthly payments. */
export function ListRow({ row, shows, chosen, onChosen, onOpen, onPeek }: ListRowProps) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  const nameOf = useProductName();
  const { id, name, email, state, suspended, sold, monthly } = row;
  const day = shows === 'seen' ? row.lastSeenOn : row.createdAt;
  return (
    <tr>
      <th scope="row">
        <Link to={pageOf(id)} aria-keyshortcuts="Space" onKeyDown={onSpace(onPeek)}>
          <bdi>{name || id}</bdi>
        </Link>
        <span className="small" dir="ltr">
          {email}
        </span>
      </th>
      <td>
        <Failing row={row} />
        {suspended && <Tag tone="warn">{t('operator.suspension.suspended')}</Tag>}
        {state !== 'active' && <Tag tone="warn">{t(`operator.state.${state}`)}</Tag>}
        {!suspended && state === 'active' && row.failing.length === 0 && <Absent />}
      </td>
      <td>{sold.map((each) => nameOf(each)).join(t('webhooks.comma')) || <Absent />}</td>
      <td className="number">{monthly.length > 0 ? monthly.map(money).join(' + ') : <Absent />}</td>
      <td className="nowrap">{day ? date(day) : <Absent />}</td>
      <td className="nowrap">
        <div className="row-actions">
          <label className="small">
            <input
              type="checkbox"
              checked={chosen}
              aria-label={t('organizationList.chooseOne', { name: name || id })}
              onChange={onChosen}
            />{' '}
            {t('organizationList.choose')}
          </label>
          <AccountActions account={{ ...row, organization: name }} onOpen={onOpen} />
        </div>
      </td>
    </tr>
  );
}

/** The public name of a plan or badge; its id if the catalogue no longer has it. */
function useProductName() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  return (sold: string) => {
    if (sold === 'other') return t('revenue.other');
    const id = sold.replace(/^(plan|badge):/, '');
    return (catalog && productsOf(catalog).find((product) => product.id === id)?.name) ?? id;
  };
}

/** Each failing payment: its product, and until when access lasts. */
function Failing({ row: { failing } }: { readonly row: OrganizationRowView }) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const nameOf = useProductName();
  return failing.map(({ of, id, accessUntil }) => {
    const what = isolate(of === 'credit' ? t('consoleOrganization.failing.credit') : nameOf(id));
    return (
      <div key={`${of} ${id}`}>
        <Tag tone="bad">{t('billing.status.past_due')}</Tag>{' '}
        <span className="small">
          {accessUntil === null
            ? t('operator.payments.ended', { what })
            : t('operator.payments.until', { what, at: dateTime(accessUntil) })}
        </span>
      </div>
    );
  });
}
