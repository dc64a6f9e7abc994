import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { valuesOf } from '../../ui/form-check.ts';
import { ChangeCurl } from '../curl.tsx';
import { ReasonField } from '../reason-form.tsx';
import { type Change, sendChange, useReadAgain } from './act-api.ts';
import { type Act, isDangerous } from './act-names.ts';

/** The texts of a form's fields by name; a field that is not there is missing. */
export type Values = Readonly<Record<string, string>>;

/** A dialog of an act on one organization. */
export type ActProps = { readonly organization: ConsoleOrganizationView; readonly onClose: () => void };

type ActFormProps = ActProps & {
  readonly act: Act;
  /** The fields besides the reason. */
  readonly children?: ReactNode;
  /** The act's effect, in words and numbers, as its fields stand. */
  readonly preview: (values: Values) => ReactNode;
  /** The change without its reason. */
  readonly change: (values: Values) => Change;
  /** The act's own name by default. */
  readonly submitLabel?: string | undefined;
  /** Called with each text that is typed. */
  readonly onTyped?: (values: Values) => void;
  /** Called in place of sending; true: it was dealt with, and nothing is sent. */
  readonly before?: (values: Values) => boolean;
};

/** The dialog of an act: its fields, its consequences as they stand, a reason, and the same as curl. A refusal is shown in place, and nothing has changed. */
export function ActForm({ organization, act, onClose, ...of }: ActFormProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const readAgain = useReadAgain(organization.id);
  const fields = useTyped(of.onTyped);
  const suggested = useSuggestedReason();
  const changeWith = ({ reason = '', ...values }: Values): Change => {
    const { body, ...rest } = of.change(values);
    return { ...rest, body: { ...body, reason } };
  };
  const submit = async (values: Values) => {
    if (of.before?.(values)) return;
    await sendChange(changeWith(values));
    await readAgain();
    onClose();
    announce(t(`acts.${act}.done`));
  };
  const name = organization.name || organization.id;
  return (
    <Dialog title={t(`acts.${act}.title`, { name: isolate(name) })} section="organization" onClose={onClose}>
      <Form
        kind={isDangerous(act) ? 'danger' : 'primary'}
        submitLabel={of.submitLabel ?? t(`acts.${act}.name`)}
        onSubmit={submit}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <div ref={fields.ref} className="form" onChange={fields.read}>
          {of.children}
          <div className="act-preview" aria-live="polite">
            {of.preview(fields.values)}
          </div>
          <ReasonField hint={t('operator.suspension.reasonHint')} value={suggested} />
        </div>
      </Form>
      <ChangeCurl change={changeWith(fields.values)} />
    </Dialog>
  );
}

/** The texts of the fields around, as they are typed. */
function useTyped(onTyped?: (values: Values) => void) {
  const ref = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState<Values>({});
  const read = () => {
    const form = ref.current?.closest('form');
    if (!form) return;
    setValues(valuesOf(form));
    onTyped?.(valuesOf(form));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the fields are shown with their first values
  useEffect(read, []);
  return { ref, values, read };
}

/** The reason that came along with the way here, such as from the search. It is not in the address, which others can write. */
function useSuggestedReason(): string {
  const state: unknown = useLocation().state;
  const reason = typeof state === 'object' && state !== null && 'reason' in state ? state.reason : '';
  return typeof reason === 'string' ? reason : '';
}
