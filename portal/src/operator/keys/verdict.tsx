import { useTranslation } from 'react-i18next';
import type { KeyVerdictView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Note } from '../../ui/note.tsx';

/** The reasons that have a sentence and a remedy of their own. */
const reasons = [
  'key_invalid',
  'suspended',
  'licence_not_accepted',
  'use_case_not_approved',
  'payment_required',
  'dataset_not_in_plan',
  'scope_missing',
  'quota_exhausted',
  'spend_cap_reached',
  'credit_exhausted',
] as const;

/** The sentence on a key: served or refused now, the reason, since when, and the end of it. */
export function Verdict({ known }: { readonly known: KeyVerdictView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { verdict, suspendedBecause } = known;
  const { reason, since, until, resources } = verdict;
  const refused = resources.filter((each) => each.reason !== null);
  const named = reasons.find((each) => each === reason);
  if (reason === null)
    return (
      <Note tone="good" title={t('keyVerdict.served')}>
        {until && <p>{t('consoleOrganization.until', { at: dateTime(until) })}</p>}
        {refused.map((each) => (
          <p key={each.resource}>
            {t('keyVerdict.butNot')} <Code>{each.resource}</Code> · <Code>{each.reason ?? ''}</Code>
          </p>
        ))}
      </Note>
    );
  return (
    <Note tone="bad" title={t('keyVerdict.refused')}>
      <p>
        {named && t(`keyVerdict.reason.${named}`)} <Code>{reason}</Code>
        {since && ` · ${t('consoleOrganization.since', { at: dateTime(since) })}`}
      </p>
      {suspendedBecause !== null && (
        <p>
          <bdi>{suspendedBecause}</bdi>
        </p>
      )}
      <p>
        {named && t(`keyVerdict.remedy.${named}`)} {until && t('keyVerdict.until', { at: dateTime(until) })}
      </p>
    </Note>
  );
}
