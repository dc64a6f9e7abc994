import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, HitList } from './hit-list.tsx';
import { useHits } from './use-hits.ts';

type HitsBelowProps = {
  readonly typed: string;
  /** The text at which Enter was pressed, or ''. It opens its hit also when it came before this code. */
  readonly entered: string;
  readonly listId: string;
  /** The field above, which was there before this code was loaded. It keeps the focus. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onDone: () => void;
};

/** The hits of a field that stands on the page, below it. */
export default function HitsBelow({ typed, entered, listId, field, onDone }: HitsBelowProps) {
  const { t } = useTranslation();
  const of = useHits(typed, onDone, entered);
  const { onKeyDown } = of;
  useEffect(() => {
    for (const [name, value] of Object.entries(fieldOf(listId, of)))
      if (value === undefined) field.current?.removeAttribute(name);
      else field.current?.setAttribute(name, String(value));
  });
  useEffect(() => {
    const input = field.current;
    input?.addEventListener('keydown', onKeyDown);
    return () => input?.removeEventListener('keydown', onKeyDown);
  });
  useEffect(() => () => field.current?.setAttribute('aria-expanded', 'false'), [field]);
  return (
    <div className="hits-below">
      <HitList listId={listId} of={of} />
      <p className="small">{t('consoleSearch.words')}</p>
    </div>
  );
}
