import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrorsOf } from '../api/problem.ts';
import { Button } from './button.tsx';
import { checkForm, type FieldErrors, focusFirstError, valuesOf } from './form-check.ts';
import { ProblemNote } from './problem-note.tsx';
import { useDraft } from './use-draft.ts';

/** The errors of the form around a field. */
export const FormErrors = createContext<FieldErrors>({});

type FormProps = {
  readonly children: ReactNode;
  readonly submitLabel: string;
  /** Called with the fields' texts by name; the form shows an error that it throws. */
  readonly onSubmit: (values: Record<string, string>) => Promise<unknown>;
  readonly kind?: 'primary' | 'danger';
  readonly secondary?: ReactNode;
};

/**
 * Validates its fields, sends once, and shows each message next to its field. Its texts survive a reload of the page, and a session that ends
 * before or while it is sent.
 */
export function Form({ children, submitLabel, onSubmit, kind = 'primary', secondary }: FormProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const draft = useDraft(form, submitLabel);
  const mutation = useMutation({
    mutationFn: onSubmit,
    onSuccess: draft.drop,
    onError: (error) => setErrors(fieldErrorsOf(error)),
  });
  useEffect(() => focusFirstError(form.current, errors), [errors]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (mutation.isPending) return;
    const found = checkForm(event.currentTarget, t);
    setErrors(found);
    if (Object.keys(found).length === 0) mutation.mutate(valuesOf(event.currentTarget));
  };

  const names = [...(form.current?.elements ?? [])].map((element) => element.getAttribute('name') ?? '');
  return (
    <form ref={form} noValidate onSubmit={submit} onInput={draft.keep} className="form">
      <FormErrors value={errors}>{children}</FormErrors>
      <ProblemNote error={mutation.error} besides={names} />
      <div className="button-row">
        <Button type="submit" kind={kind} busy={mutation.isPending}>
          {submitLabel}
        </Button>
        {secondary}
      </div>
    </form>
  );
}
