import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningKeysView, SigningKeyView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { NewSigningKey } from './new-signing-key.tsx';
import { useSigningActions, useSigningKeys } from './signing-api.ts';

type Asked = { readonly act: 'add' | 'rule' } | { readonly act: 'remove'; readonly key: SigningKeyView };

/** Public keys with which the organization signs its requests: list, add, remove, and whether unsigned reads are refused. */
export function SigningKeys() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const keys = useSigningKeys();
  return (
    <Section id="signing" title={t('signing.title')} lead={t('signing.lead')}>
      <Loaded query={keys} lines={2}>
        {(all) => (
          <>
            <List keys={all} onRemove={(key) => setAsked({ act: 'remove', key })} />
            <Allowed to="admins">
              <div className="button-row">
                <Button onClick={() => setAsked({ act: 'add' })}>{t('signing.add')}</Button>
                {(all.required || all.data.some(inForce)) && (
                  <Button kind="quiet" onClick={() => setAsked({ act: 'rule' })}>
                    {t(all.required ? 'signing.serve' : 'signing.refuse')}
                  </Button>
                )}
              </div>
            </Allowed>
            {asked?.act === 'rule' && <Rule required={!all.required} onClose={close} />}
          </>
        )}
      </Loaded>
      {asked?.act === 'add' && <NewSigningKey onClose={close} />}
      {asked?.act === 'remove' && <RemoveKey signingKey={asked.key} onClose={close} />}
    </Section>
  );
}

const inForce = ({ removedAt }: SigningKeyView): boolean => removedAt === null;

type ListProps = { readonly keys: SigningKeysView; readonly onRemove: (key: SigningKeyView) => void };

function List({ keys: { data, required }, onRemove }: ListProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (data.length === 0) return <p className="empty">{t('signing.none')}</p>;
  return (
    <>
      <p>{t(required ? 'signing.refused' : 'signing.served')}</p>
      <ul className="rows">
        {data.map((key) => (
          <li key={key.id}>
            <div>
              <strong>
                <bdi>{key.name}</bdi>
              </strong>{' '}
              {key.removedAt && <Tag>{t('signing.removedOn', { date: date(key.removedAt) })}</Tag>}
              <span className="small">
                {t('signing.added', { date: date(key.addedAt) })} · <code>{key.id}</code>
              </span>
            </div>
            {inForce(key) && (
              <Allowed to="admins">
                <Button kind="quiet" label={t('signing.removeOne', { name: key.name })} onClick={() => onRemove(key)}>
                  {t('signing.remove')}
                </Button>
              </Allowed>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type RemoveKeyProps = { readonly signingKey: SigningKeyView; readonly onClose: () => void };

function RemoveKey({ signingKey: { id, name }, onClose }: RemoveKeyProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const { remove } = useSigningActions();
  const finish = () => {
    onClose();
    announce(t('signing.removed'));
  };
  return (
    <Confirm
      section="signing"
      title={t('signing.removeOne', { name: isolate(name) })}
      confirmLabel={t('signing.remove')}
      act={() => remove(id)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('signing.removeText')}</p>
    </Confirm>
  );
}

function Rule({ required, onClose }: { readonly required: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { require } = useSigningActions();
  const name = required ? 'refuse' : 'serve';
  const finish = () => {
    onClose();
    announce(t('signing.ruled'));
  };
  return (
    <Confirm
      section="signing"
      kind={required ? 'danger' : 'primary'}
      title={t(`signing.${name}`)}
      confirmLabel={t(`signing.${name}`)}
      act={() => require(required)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t(`signing.${name}Text`)}</p>
    </Confirm>
  );
}
