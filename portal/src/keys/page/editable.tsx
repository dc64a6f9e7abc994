import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Allowed } from '../../members/allowed.tsx';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';

type EditableProps = {
  readonly name: string;
  readonly children: ReactNode;
  /** The fields that change it; absent: it stays as it is. */
  readonly fields?: ReactNode;
  readonly onSave?: (values: Record<string, string>) => Promise<unknown>;
};

/** A fact that is changed in its own place. The focus goes to the first field, and back to the button afterwards. */
export function Editable({ name, children, fields, onSave }: EditableProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) place.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    else if (wasOpen.current) place.current?.querySelector('button')?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const save = async (values: Record<string, string>) => {
    await onSave?.(values);
    setOpen(false);
    announce(t('keyPage.saved'));
  };
  return (
    <>
      <dt className={isOpen ? 'visually-hidden' : undefined}>{name}</dt>
      <dd ref={place} className="editable">
        {isOpen ? (
          <Form
            submitLabel={t('keyPage.save')}
            onSubmit={save}
            secondary={<Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>}
          >
            {fields}
          </Form>
        ) : (
          <>
            <div>{children}</div>
            {fields !== undefined && (
              <Allowed to="technical">
                <Button kind="quiet" label={t('keyPage.editOne', { name })} onClick={() => setOpen(true)}>
                  {t('keyPage.edit')}
                </Button>
              </Allowed>
            )}
          </>
        )}
      </dd>
    </>
  );
}
