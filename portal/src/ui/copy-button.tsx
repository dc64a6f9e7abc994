import { useTranslation } from 'react-i18next';
import { announce } from './announcer.tsx';
import { Button } from './button.tsx';

type CopyButtonProps = { readonly text: string; readonly label: string; readonly kind?: 'primary' | 'plain' };

/** Copies a text to the clipboard and announces whether that worked. */
export function CopyButton({ text, label, kind }: CopyButtonProps) {
  const { t } = useTranslation();
  const copy = async () => {
    const copied = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    announce(t(copied ? 'common.copied' : 'common.notCopied'));
  };
  return (
    <Button kind={kind} onClick={() => void copy()} label={label}>
      {t('common.copy')}
    </Button>
  );
}
