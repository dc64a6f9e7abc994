import { useTranslation } from 'react-i18next';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { Code } from '../../ui/code.tsx';
import { Tag } from '../../ui/tag.tsx';
import { stateOf } from './key-state.ts';

const tones = { works: 'good', replaced: 'warn', expired: 'bad', revoked: 'bad' } as const;

/** Its kind, its first characters and its state. */
export function KeyStart({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const { environment, start } = apiKey;
  const state = stateOf(apiKey, new Date());
  return (
    <>
      <Tag tone={environment}>{t(`keys.environment.${environment}`)}</Tag> <Code>{start}…</Code>{' '}
      <Tag tone={tones[state]}>{t(`keyPage.state.${state}`)}</Tag>
    </>
  );
}
