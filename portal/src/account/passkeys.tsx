import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, PasskeyView } from '../../../shared/http/views.ts';
import { getAll, remove } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { NewPasskey, type Proof } from './new-passkey.tsx';

/** The proof that an operator gives before another passkey. A stage that signs operators in by link requires none. */
function proofFor({ operatorStep }: AccountView, passkeys: readonly PasskeyView[]): Proof {
  if (passkeys.some(({ operator }) => operator)) return 'presence';
  return operatorStep === undefined ? 'none' : 'code';
}

/** Passkeys of this address: list, add, remove. */
export function Passkeys({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: () => getAll<PasskeyView>('/v1/passkeys') });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<PasskeyView>();
  return (
    <Section id="passkeys" title={t('passkeys.title')} lead={t('passkeys.lead')}>
      <Loaded query={passkeys} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('passkeys.none')}</p>
          ) : (
            <List items={items} onRemove={setRemoving} />
          )
        }
      </Loaded>
      <div className="button-row">
        <Button onClick={() => setAdding(true)}>{t('passkeys.add')}</Button>
      </div>
      {adding && passkeys.data && (
        <NewPasskey email={account.email} proof={proofFor(account, passkeys.data)} onClose={() => setAdding(false)} />
      )}
      {removing && <RemovePasskey passkey={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  );
}

type ListProps = { readonly items: readonly PasskeyView[]; readonly onRemove: (passkey: PasskeyView) => void };

function List({ items, onRemove }: ListProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <ul className="rows">
      {items.map((passkey) => (
        <li key={passkey.id}>
          <div>
            <strong>
              <bdi>{passkey.label}</bdi>
            </strong>
            <span className="small">
              {t('passkeys.added', { date: date(passkey.createdAt) })}
              {passkey.operator && ` · ${t('passkeys.opensConsole')}`}
            </span>
          </div>
          <Button
            kind="quiet"
            label={t('passkeys.removeOne', { label: passkey.label })}
            onClick={() => onRemove(passkey)}
          >
            {t('passkeys.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function RemovePasskey({ passkey, onClose }: { readonly passkey: PasskeyView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const removeIt = async () => {
    await remove(`/v1/passkeys/${encodeURIComponent(passkey.id)}`);
    await client.invalidateQueries({ queryKey: ['passkeys'] });
  };
  const finish = () => {
    onClose();
    announce(t('passkeys.removed'));
  };
  return (
    <Confirm
      section="passkeys"
      title={t('passkeys.removeTitle')}
      confirmLabel={t('passkeys.removeConfirm')}
      act={removeIt}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('passkeys.removeText', { label: passkey.label })}</p>
    </Confirm>
  );
}
