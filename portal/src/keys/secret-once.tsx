import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Note } from '../ui/note.tsx';

type SecretOnceProps = {
  readonly secret: string;
  /** The note that it is shown only once, the label of the secret, and the text of the copy button. */
  readonly texts: { readonly once: string; readonly label: string; readonly copy: string };
  readonly onClose: () => void;
};

/** A secret that is never shown again: focused and selected, with a way to copy it. */
export function SecretOnce({ secret, texts, onClose }: SecretOnceProps) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="stack">
      <Note tone="warn">{texts.once}</Note>
      <div className="field">
        <label htmlFor={id}>{texts.label}</label>
        <textarea
          id={id}
          ref={field}
          className="secret"
          rows={2}
          dir="ltr"
          readOnly
          value={secret}
          translate="no"
          spellCheck={false}
        />
      </div>
      <div className="button-row">
        <CopyButton kind="primary" text={secret} label={texts.copy} />
        <Button onClick={onClose}>{t('keys.savedIt')}</Button>
      </div>
    </div>
  );
}
