import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Select } from '../../ui/select.tsx';
import { actPath } from './act-api.ts';
import { ActForm, type ActProps } from './act-form.tsx';

type DecideProps = ActProps & { readonly act: 'suspend' | 'restore' | 'hold' | 'release' | 'newCustomer' };

/** A decision that takes a reason alone: on the suspension, on the legal hold, or on a Stripe customer that was deleted. */
export function Decide({ act, ...props }: DecideProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { id, suspension, hold } = props.organization;
  return (
    <ActForm
      {...props}
      act={act}
      change={() => ({ method: 'POST', path: actPath(id, act === 'newCustomer' ? 'new-customer' : act), body: {} })}
      preview={() => (
        <>
          <p>{t(`acts.${act}.text`)}</p>
          {act === 'restore' && suspension && (
            <p>
              {t('consoleOrganization.suspended', { at: dateTime(suspension.at) })}
              {' · '}
              <bdi>{suspension.reason}</bdi>
            </p>
          )}
          {act === 'release' && hold && (
            <p>
              {t('consoleOrganization.hold', { at: dateTime(hold.since) })}
              {' · '}
              <bdi>{hold.reason}</bdi>
            </p>
          )}
        </>
      )}
    />
  );
}

/** Ends a key, such as one that leaked. */
export function RevokeKey(props: ActProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const { id, keys } = props.organization;
  const live = keys.filter(({ revokedAt }) => revokedAt === null);
  return (
    <ActForm
      {...props}
      act="revokeKey"
      change={({ key = '' }) => ({
        method: 'POST',
        path: actPath(id, `keys/${encodeURIComponent(key)}/revoke`),
        body: {},
      })}
      preview={() => <p>{t('acts.revokeKey.text')}</p>}
    >
      <Select
        name="key"
        label={t('acts.revokeKey.key')}
        value={live.length === 1 ? live[0]?.id : ''}
        placeholder={t('acts.choose')}
        options={live.map(({ id: key, label, start }) => ({ value: key, label: `${isolate(label)} · ${start}` }))}
      />
    </ActForm>
  );
}
