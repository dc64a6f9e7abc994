import { useTranslation } from 'react-i18next';
import { SecretOnce } from '../keys/secret-once.tsx';

type SigningSecretProps = { readonly secret: string; readonly onClose: () => void };

/** A webhook's signing secret, which is shown only once. */
export function SigningSecret({ secret, onClose }: SigningSecretProps) {
  const { t } = useTranslation();
  const texts = { once: t('webhooks.once'), label: t('webhooks.secret'), copy: t('webhooks.copySecret') };
  return <SecretOnce secret={secret} texts={texts} onClose={onClose} />;
}
