import { useTranslation } from 'react-i18next';
import type { BadgeState, BadgeView } from '../../../shared/http/views.ts';
import { Buy } from '../billing/buy.tsx';
import { useCatalog } from '../catalog/catalog-api.ts';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { embedOf } from './badges-api.ts';

const tones: Record<BadgeState, Tone> = {
  awaiting_payment: 'warn',
  in_review: 'warn',
  approved: 'good',
  refused: 'bad',
  revoked: 'bad',
};

/** One badge: how it stands and why, and what there is to do. */
export function Badge({ badge }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const { state, verified, reason } = badge;
  const isLapsed = state === 'approved' && !verified;
  return (
    <li>
      <div className="plan-head">
        <h3>
          <bdi>{badge.displayName}</bdi>{' '}
          <span className="handle" dir="ltr">
            @{badge.handle}
          </span>
        </h3>
        <Tag tone={isLapsed ? 'warn' : tones[state]}>{t(`badges.state.${isLapsed ? 'lapsed' : state}`)}</Tag>
      </div>
      <p className="small">{t(`badges.means.${isLapsed ? 'lapsed' : state}`)}</p>
      {reason && (
        <p className="small">
          <strong>{t('badges.reason')}</strong> <bdi>{reason}</bdi>
        </p>
      )}
      {(state === 'awaiting_payment' || isLapsed) && <Payment badge={badge} />}
      {verified && <Shown badge={badge} />}
    </li>
  );
}

function Payment({ badge }: { readonly badge: BadgeView }) {
  const { data: catalog } = useCatalog();
  const product = catalog?.badges.find(({ id }) => id === badge.badge);
  return (
    <div className="button-row">
      {product?.prices
        .filter(({ per }) => !per)
        .map((price) => (
          <Buy key={price.lookupKey} product={product} price={price} />
        ))}
    </div>
  );
}

function Shown({ badge }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const embed = embedOf(badge, window.location.origin);
  return (
    <>
      <div className="button-row">
        <a className="button button-plain" href={`/badges/${encodeURIComponent(badge.handle)}`}>
          {t('badges.publicPage')}
        </a>
      </div>
      <details>
        <summary>{t('badges.embed')}</summary>
        <div className="stack">
          <CodeBlock label={t('badges.embed')}>{embed}</CodeBlock>
          <div>
            <CopyButton text={embed} label={t('badges.copyEmbed')} />
          </div>
        </div>
      </details>
    </>
  );
}
