import { useTranslation } from 'react-i18next';
import type { UsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

const warnFrom = 0.8;

/** The used part of the allowance, in red if none is left; without an allowance only the count. */
export function UsageMeter({ usage }: { readonly usage: UsageView }) {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const { used, allowance, remaining } = usage;
  if (allowance === null) return <p className="figure">{t('usage.used', { count: used, formatted: number(used) })}</p>;
  const share = allowance === 0 ? 1 : used / allowance;
  const tone = share >= 1 || remaining === 0 ? 'bad' : share >= warnFrom ? 'warn' : 'good';
  const text = t('usage.usedOf', { used: number(used), allowance: number(allowance), percent: percent(share) });
  return (
    <div className="meter-block">
      <p className="figure">
        {number(used)} <span className="figure-of">{t('usage.of', { allowance: number(allowance) })}</span>
      </p>
      <meter
        className="visually-hidden"
        aria-label={t('usage.allowance')}
        aria-valuetext={text}
        max={Math.max(allowance, 1)}
        value={Math.min(used, allowance)}
      />
      <div className={`meter meter-${tone}`} aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(share, 1) * 100}%` }} />
      </div>
      <p className="small">
        {percent(share)} · {t('usage.remaining', { count: remaining ?? 0, formatted: number(remaining ?? 0) })}
      </p>
      <Withheld of={usage} />
    </div>
  );
}

/** Units that are neither used nor left: leased by idle servers, or lost with one. Nothing if there are none. */
export function Withheld({ of: { held, unusable } }: { readonly of: Pick<UsageView, 'held' | 'unusable'> }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <>
      {held > 0 && <p className="small">{t('usage.held', { count: held, formatted: number(held) })}</p>}
      {unusable > 0 && <p className="small">{t('usage.unusable', { count: unusable, formatted: number(unusable) })}</p>}
    </>
  );
}
