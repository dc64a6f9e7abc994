import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminLicenceView, MissingAcceptanceView } from '../../../shared/http/views.ts';
import { getAll } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { DaysLeft } from '../licences/days-left.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { PagedListing } from './listing.tsx';
import { useMissingAcceptances } from './operator-api.ts';

/** The licences in force and to come, each with the organizations that have not accepted it. */
export default function OperatorLicences() {
  const { t, i18n } = useTranslation();
  const licences = useQuery({
    queryKey: ['admin', 'licences', i18n.language],
    queryFn: () => getAll<AdminLicenceView>('/v1/admin/licences'),
  });
  return (
    <Section id="licences" title={t('operator.licences.title')} lead={t('operator.licences.lead')}>
      <Loaded query={licences} lines={6}>
        {(items) => (
          <div className="stack">
            {items.map((licence) => (
              <OneVersion key={`${licence.id} ${licence.version}`} licence={licence} />
            ))}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function OneVersion({ licence }: { readonly licence: AdminLicenceView }) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const { title, version, isInForce, isFirst, inForceFrom } = licence;
  return (
    <section className="stack">
      <div>
        <h3>
          <bdi>{title}</bdi>
        </h3>{' '}
        <Tag tone={isInForce ? 'good' : 'warn'}>
          {t(isInForce ? 'operator.licences.inForce' : 'operator.licences.coming')}
        </Tag>{' '}
        <span className="small">
          {t('licences.version', { version: isolate(version) })} ·{' '}
          {t('licences.inForceFrom', { date: date(inForceFrom) })}
          {!isInForce && (
            <>
              {' · '}
              <DaysLeft until={inForceFrom} />
            </>
          )}
        </span>
      </div>
      {isFirst ? <p className="empty">{t('operator.licences.first')}</p> : <Missing licence={licence} />}
    </section>
  );
}

const columns = ['organization', 'accepted', 'at'] as const;

function Missing({ licence }: { readonly licence: AdminLicenceView }) {
  const { t } = useTranslation();
  const missing = useMissingAcceptances(licence);
  const empty = t(missing.hasNextPage ? 'operator.licences.noneYet' : 'operator.licences.none');
  return (
    <PagedListing query={missing} empty={empty}>
      {(items) => (
        <ScrollTable
          lists
          caption={t('operator.licences.missing')}
          head={columns.map((column) => t(`operator.licences.${column}`))}
        >
          {items.map((each) => (
            <MissingRow key={each.id} missing={each} />
          ))}
        </ScrollTable>
      )}
    </PagedListing>
  );
}

function MissingRow({
  missing: { id, organization, email, version, at },
}: {
  readonly missing: MissingAcceptanceView;
}) {
  const { dateTime } = useFormat();
  return (
    <tr>
      <th scope="row">
        <bdi>{organization || id}</bdi>
        <span className="small address">
          <bdi>{email}</bdi>
        </span>
      </th>
      <td>
        <bdi>{version}</bdi>
      </td>
      <td>{dateTime(at)}</td>
    </tr>
  );
}
