import { useTranslation } from 'react-i18next';
import { Packs } from '../../packs/packs.tsx';
import { packsOf } from '../../packs/packs-api.ts';
import { useMay } from '../may.ts';
import { ReasonField } from '../reason-form.tsx';

/** The evidence packs of an organization, for operators whose role includes them. */
export function OrganizationPacks({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  if (!useMay('support')) return null;
  return <Packs path={packsOf(id)} reasonField={<ReasonField hint={t('packs.reasonHint')} />} />;
}
