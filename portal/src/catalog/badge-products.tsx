import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BadgeProductView, CatalogView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Section } from '../ui/section.tsx';
import { PriceText } from './price-text.tsx';
import { TrialOffer } from './trial-offer.tsx';

/** The badges on sale. One starts with an application, so that there is something to review. */
export function BadgeProducts({ catalog }: { readonly catalog: CatalogView }) {
  const { t } = useTranslation();
  if (catalog.badges.length === 0) return null;
  return (
    <Section id="badges" title={t('catalog.badges')} lead={t('catalog.badgesLead')}>
      <ul className="cards cards-wide">
        {catalog.badges.map((badge) => (
          <BadgeCard key={badge.id} badge={badge} />
        ))}
      </ul>
      <p>
        <a href="/badges">{t('catalog.badgeDirectory')}</a> · <a href="/badges/check">{t('catalog.badgeCheck')}</a>
      </p>
    </Section>
  );
}

const terms = ['badgeReview', 'badgeHides', 'badgePage', 'badgeCredential'] as const;

function BadgeCard({ badge }: { readonly badge: BadgeProductView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const signedIn = Boolean(useVisitor());
  return (
    <li className="card plan">
      <h3>
        <bdi>{badge.name}</bdi>
      </h3>
      <div className="price-list">
        {badge.prices
          .filter(({ per }) => !per)
          .map((price) => (
            <PriceText key={price.lookupKey} price={price} />
          ))}
      </div>
      <p className="plan-description">
        <bdi>{badge.description}</bdi>
      </p>
      <ul className="terms">
        <TrialOffer days={badge.trialDays} />
        {[badge.kind, ...badge.alsoFor].map((kind) => (
          <li key={kind}>{t(`catalog.mark.${kind}`)}</li>
        ))}
        {terms.map((term) => (
          <li key={term}>{t(`catalog.${term}`)}</li>
        ))}
        {badge.prices
          .filter(({ per }) => per)
          .map((price) => (
            <li key={price.lookupKey}>{t(`catalog.affiliate.${price.interval}`, { price: money(price) })}</li>
          ))}
      </ul>
      <div className="plan-action">
        <Link
          className="button button-plain"
          to={signedIn ? '/app/badges' : '/sign-up'}
          aria-label={t('catalog.applyFor', { badge: badge.name })}
        >
          {t('catalog.apply')}
        </Link>
      </div>
    </li>
  );
}
