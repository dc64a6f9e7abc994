import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../shared/http/views.ts';
import { Tag } from '../ui/tag.tsx';

/** The state of requests of the log in a word, with the status that they were answered with if they were refused. */
export function State({ request: { status, httpStatus } }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const text = t(`requestLog.state.${status}`);
  return <Tag tone={status === 'refused' ? 'bad' : 'good'}>{httpStatus === null ? text : `${text} ${httpStatus}`}</Tag>;
}
