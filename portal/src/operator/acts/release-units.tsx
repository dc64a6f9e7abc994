import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Select } from '../../ui/select.tsx';
import { actPath } from './act-api.ts';
import { ActForm, type ActProps } from './act-form.tsx';

/** The period of prepaid credit has no start: its name stands in place of one. */
const isTime = (periodStart: string): boolean => !Number.isNaN(Date.parse(periodStart));

/** Gives back the records that ended instances had taken of a period and never reported. */
export function ReleaseUnits(props: ActProps) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { id, unusable } = props.organization;
  const [first] = unusable;
  const nameOf = (start: string) =>
    isTime(start) ? t('acts.releaseUnits.since', { at: date(start) }) : t('acts.releaseUnits.prepaid');
  return (
    <ActForm
      {...props}
      act="releaseUnits"
      change={({ period: periodStart = '' }) => ({
        method: 'POST',
        path: actPath(id, 'release-units'),
        body: { periodStart },
      })}
      preview={({ period }) => {
        const units = unusable.find(({ periodStart }) => periodStart === period)?.units ?? 0;
        return <p>{t('acts.releaseUnits.text', { records: number(units) })}</p>;
      }}
    >
      <Select
        name="period"
        label={t('acts.releaseUnits.period')}
        value={first?.periodStart}
        options={unusable.map(({ periodStart }) => ({ value: periodStart, label: nameOf(periodStart) }))}
      />
    </ActForm>
  );
}
