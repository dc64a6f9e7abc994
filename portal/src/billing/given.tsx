import { useTranslation } from 'react-i18next';
import type { AccountView, GivenView } from '../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Section } from '../ui/section.tsx';

/** Plans and badges that we gave free of charge, and limits in place of the plans’ own. Nothing if there are none. */
export function Given({ account: { given } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  if (!given || (given.comps.length === 0 && given.limits === null)) return null;
  return (
    <Section id="given" title={t('givenToYou.title')} lead={t('givenToYou.lead')}>
      <ul className="rows">
        {given.comps.map((comp) => (
          <Comp key={`${comp.plan} ${comp.badge}`} comp={comp} />
        ))}
        {given.limits && <Limits limits={given.limits} />}
      </ul>
    </Section>
  );
}

function Comp({ comp: { plan, badge, since, until } }: { readonly comp: GivenView['comps'][number] }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: catalog } = useCatalog();
  const id = plan ?? badge ?? '';
  const name = (catalog && productsOf(catalog).find((product) => product.id === id)?.name) ?? id;
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className="small">{t('givenToYou.free', { since: date(since), until: date(until) })}</span>
      </div>
    </li>
  );
}

function Limits({ limits }: { readonly limits: NonNullable<GivenView['limits']> }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { requestsPerMinute, allowance, since, until } = limits;
  return (
    <li>
      <div>
        {allowance !== null && (
          <p>
            <strong>{t('givenToYou.allowance', { number: number(allowance) })}</strong>
          </p>
        )}
        {requestsPerMinute !== null && (
          <p>
            <strong>{t('givenToYou.rate', { number: number(requestsPerMinute) })}</strong>
          </p>
        )}
        <span className="small">
          {until === null
            ? t('givenToYou.openEnd', { since: date(since) })
            : t('givenToYou.between', { since: date(since), until: date(until) })}
        </span>
      </div>
    </li>
  );
}
