import { type RefObject, useEffect } from 'react';
import { hasSessionEnded } from '../account/session-hint.ts';
import { draftName, dropDraft, fillFromDraft, keepDraft } from './draft.ts';
import { valuesOf } from './form-check.ts';

/**
 * The texts of a form, kept in this tab until it was sent or left. They fill the form again after a reload, and after a session that
 * ended under it.
 */
export function useDraft(form: RefObject<HTMLFormElement | null>, submitLabel: string) {
  const nameOf = () => form.current && draftName(form.current, submitLabel);
  const drop = () => {
    const name = nameOf();
    if (name) dropDraft(name);
  };
  const keep = () => {
    const name = nameOf();
    if (form.current && name) keepDraft(name, valuesOf(form.current));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is shown
  useEffect(() => {
    const name = nameOf();
    if (!form.current || !name) return;
    fillFromDraft(form.current, name);
    return () => {
      if (!hasSessionEnded()) dropDraft(name);
    };
  }, []);
  return { keep, drop };
}
