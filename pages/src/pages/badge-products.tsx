import { Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

const terms = ['review', 'hides', 'page', 'credential'] as const;

/** The badges on sale. One begins with an application, which is reviewed. */
export function BadgeProducts({ reader }: { readonly reader: Reader }) {
  const { say, catalog, formats, toPortal } = reader;
  if (catalog.badges.length === 0) return null;
  return (
    <Section id="badges" title={say('badges.title')} lead={say('badges.lead')}>
      <ul class="cards">
        {catalog.badges.map((badge) => (
          <li key={badge.id} class="card plan">
            <h3>
              <bdi>{badge.name}</bdi>
            </h3>
            <p class="plan-price">
              {badge.prices
                .filter(({ per }) => !per)
                .map((price, i) => (
                  <span key={price.lookupKey}>
                    {i > 0 && ' · '}
                    <span class="amount">{formats.money(price)}</span>{' '}
                    <span class="small">{say(`plan.per.${price.interval}`)}</span>
                  </span>
                ))}
            </p>
            <p class="small">{badge.description}</p>
            <ul class="terms">
              {[badge.kind, ...badge.alsoFor].map((kind) => (
                <li key={kind}>{say(`badges.mark.${kind}`)}</li>
              ))}
              {terms.map((term) => (
                <li key={term}>{say(`badges.${term}`)}</li>
              ))}
              {badge.prices
                .filter(({ per }) => per)
                .map((price) => (
                  <li key={price.lookupKey}>
                    {say(`badges.affiliate.${price.interval}`, { money: formats.money(price) })}
                  </li>
                ))}
            </ul>
            <a class="button button-plain" href={toPortal('/sign-up')}>
              {say('badges.apply', { badge: badge.name })}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/badges">{say('footer.directory')}</a> · <a href="/badges/check">{say('footer.check')}</a>
      </p>
    </Section>
  );
}
