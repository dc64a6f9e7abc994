import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdminAccountView } from '../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { Absent, ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { AccountActions, type AccountDialog } from './account-actions.tsx';
import { PagedListing } from './listing.tsx';
import { useAdminAccounts } from './operator-api.ts';
import { SuspendAccount } from './suspend-account.tsx';
import { Together } from './together.tsx';

const columns = ['organization', 'access', 'plans', 'customer', 'since', 'action'] as const;
const tones = { full: 'good', grace: 'warn', none: 'plain' } as const;

type Opened = { readonly account: AdminAccountView; readonly dialog: AccountDialog };

/** The buyers' accounts, and their access. */
export function Accounts() {
  const { t } = useTranslation();
  const accounts = useAdminAccounts();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Section id="accounts" title={t('operator.accounts.title')}>
      <PagedListing query={accounts} empty={t('operator.accounts.none')}>
        {(items) => (
          <ScrollTable
            lists
            caption={t('operator.accounts.title')}
            head={columns.map((column) => t(`operator.accounts.${column}`))}
          >
            {items.map((account) => (
              <AccountRow key={account.id} account={account} onOpen={(dialog) => setOpened({ account, dialog })} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      {opened?.dialog === 'together' && <Together account={opened.account} onClose={close} />}
      {opened?.dialog === 'suspend' && <SuspendAccount account={opened.account} onClose={close} />}
    </Section>
  );
}

/** The public name of a plan or badge; its id if the catalogue no longer has it. */
function useProductName() {
  const { data: catalog } = useCatalog();
  return (id: string) => (catalog && productsOf(catalog).find((product) => product.id === id)?.name) ?? id;
}

type AccountRowProps = { readonly account: AdminAccountView; readonly onOpen: (dialog: AccountDialog) => void };

function AccountRow({ account, onOpen }: AccountRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const nameOf = useProductName();
  return (
    <tr>
      <th scope="row">
        <Link to={`/console/organizations/${encodeURIComponent(account.id)}`}>
          <bdi>{account.organization || account.id}</bdi>
        </Link>
        <span className="small" dir="ltr">
          {account.email}
        </span>
      </th>
      <td>
        <Payments subscriptions={account.subscriptions} />
        {account.access === 'none' && account.badges.length > 0 ? (
          <Tag tone="good">{t('operator.access.badges')}</Tag>
        ) : (
          <Tag tone={tones[account.access]}>{t(`operator.access.${account.access}`)}</Tag>
        )}
        {account.suspended && <Tag tone="warn">{t('operator.suspension.suspended')}</Tag>}
        {account.state !== 'active' && <Tag tone="warn">{t(`operator.state.${account.state}`)}</Tag>}
        {account.mailHeldBack && <Tag tone="warn">{t(`operator.heldBack.${account.mailHeldBack}`)}</Tag>}
      </td>
      <td>{[...account.plans, ...account.badges].map(nameOf).join(t('webhooks.comma')) || <Absent />}</td>
      <td>{account.stripeCustomerId ? <Code>{account.stripeCustomerId}</Code> : <Absent />}</td>
      <td className="nowrap">{date(account.createdAt)}</td>
      <td className="nowrap">
        <AccountActions account={account} onOpen={onOpen} />
      </td>
    </tr>
  );
}

/** Each failing payment: its product, and until when access lasts. */
function Payments({ subscriptions }: Pick<AdminAccountView, 'subscriptions'>) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const nameOf = useProductName();
  return subscriptions.map(({ id, plan, badge, failingPayment }) => {
    if (!failingPayment) return null;
    const what = isolate(nameOf(plan ?? badge ?? id));
    const { accessUntil } = failingPayment;
    return (
      <div key={id}>
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
