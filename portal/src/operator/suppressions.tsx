import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuppressionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { PagedListing } from './listing.tsx';
import { useMay } from './may.ts';
import { useSuppressions } from './operator-api.ts';
import { ReleaseAddress } from './release-address.tsx';

const columns = ['address', 'reason', 'reported', 'action'] as const;
const tones = { bounce: 'bad', complaint: 'warn' } as const;

/** The suppressed addresses, the reasons, and a way to end each suppression. */
export default function Suppressions() {
  const { t } = useTranslation();
  const [releasing, setReleasing] = useState<SuppressionView>();
  const suppressions = useSuppressions();
  return (
    <Section id="suppressions" title={t('operator.suppressions.title')} lead={t('operator.suppressions.lead')}>
      <PagedListing query={suppressions} empty={t('operator.suppressions.none')}>
        {(items) => (
          <ScrollTable
            lists
            caption={t('operator.suppressions.title')}
            head={columns.map((column) => t(`operator.suppressions.${column}`))}
          >
            {items.map((each) => (
              <SuppressionRow key={each.address} suppression={each} onRelease={() => setReleasing(each)} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      {releasing && <ReleaseAddress suppression={releasing} onClose={() => setReleasing(undefined)} />}
    </Section>
  );
}

type RowProps = { readonly suppression: SuppressionView; readonly onRelease: () => void };

function SuppressionRow({ suppression, onRelease }: RowProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const mayRelease = useMay('support');
  const { address, organization, accountId, reason, detail, at } = suppression;
  return (
    <tr>
      <th scope="row">
        <span className="address">
          <bdi>{address}</bdi>
        </span>
        <span className="small">
          {accountId ? <bdi>{organization || accountId}</bdi> : t('operator.suppressions.noAccount')}
        </span>
      </th>
      <td>
        <Tag tone={tones[reason]}>{t(`operator.heldBack.${reason}`)}</Tag>
        <span className="small event-error">
          <bdi>{detail}</bdi>
        </span>
      </td>
      <td className="nowrap">{dateTime(at)}</td>
      <td>
        {mayRelease && (
          <Button label={t('operator.suppressions.releaseOne', { address })} onClick={onRelease}>
            {t('operator.suppressions.release')}
          </Button>
        )}
      </td>
    </tr>
  );
}
