import { useTranslation } from 'react-i18next';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useVisitor } from './account-api.ts';
import { useDeletion } from './own-data-api.ts';

/** Deletes the organization once its name was typed. The dialog says first what ends, what stays stored and for how long. */
export function DeleteOrganization({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { deleteOrganization, leave } = useDeletion();
  const { isolate } = useFormat();
  const { data: catalog } = useCatalog();
  const visitor = useVisitor();
  const name = visitor?.organization ?? '';
  const submit = async () => {
    await deleteOrganization();
    await leave(t('ownData.deleted'), onClose);
  };
  return (
    <Dialog section="own-data" title={t('ownData.deleteTitle', { name: isolate(name) })} onClose={onClose}>
      <Form
        kind="danger"
        submitLabel={t('ownData.deleteConfirm')}
        onSubmit={submit}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <div className="stack">
          <p>{t('ownData.deleteText')}</p>
          <p>{t('ownData.alone')}</p>
          <p>{t('ownData.kept')}</p>
          {catalog && <p>{t('ownData.keptAcceptances', { count: catalog.acceptancesKeptYears })}</p>}
          <p>{t('ownData.handles')}</p>
          <p>{t('ownData.backups')}</p>
          {visitor?.hold && <p>{t('ownData.held')}</p>}
        </div>
        <TypedName name={name} />
      </Form>
    </Dialog>
  );
}

/** A field that is valid only with the organization's name in it. */
function TypedName({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const asked = t('ownData.typeName', { name: isolate(name) });
  return (
    <Field
      name="organization"
      label={t('ownData.nameLabel')}
      hint={asked}
      dir="auto"
      autoComplete="off"
      onInput={({ currentTarget: input }) => input.setCustomValidity(isSame(input.value, name) ? '' : asked)}
      required
    />
  );
}

/** Keyboards compose letters differently, so both names are compared in one form (Unicode NFC). */
const isSame = (typed: string, name: string): boolean => typed.trim().normalize('NFC') === name.trim().normalize('NFC');
