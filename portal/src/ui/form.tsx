import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrorsOf, isProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { dropDraft, fillFromDraft, keepDraft } from './draft.ts';
import { checkForm, type FieldErrors, focusFirstError, valuesOf } from './form-check.ts';
import { ProblemNote } from './problem-note.tsx';

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

/** Validates its fields, sends once, and shows each message next to its field. If the session had ended, its texts are there again afterwards. */
export function Form({ children, submitLabel, onSubmit, kind = 'primary', secondary }: FormProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const mutation = useMutation({
    mutationFn: (values: Record<string, string>) => {
      keepDraft(submitLabel, values);
      return onSubmit(values);
    },
    onSuccess: () => dropDraft(submitLabel),
    onError: (error) => {
      if (!isProblem(error, 'session_missing')) dropDraft(submitLabel);
      setErrors(fieldErrorsOf(error));
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is shown
  useEffect(() => {
    if (form.current) fillFromDraft(form.current, submitLabel);
  }, []);
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
    <form ref={form} noValidate onSubmit={submit} className="form">
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
