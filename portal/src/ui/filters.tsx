import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { Button } from './button.tsx';

type FiltersProps = {
  /** How many of them narrow the list now. */
  readonly inUse: number;
  readonly children: ReactNode;
};

/** The filters of a list. On a narrow screen they are folded behind one button, so that the list begins above the fold. */
export function Filters({ inUse, children }: FiltersProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const name = inUse === 0 ? t('filters.show') : t('filters.showInUse', { formatted: number(inUse) });
  return (
    <>
      <div className="filters-button">
        <Button expands={{ id, isOpen }} onClick={() => setOpen(!isOpen)}>
          {name}
        </Button>
      </div>
      <div id={id} className={isOpen ? 'filters' : 'filters filters-folded'}>
        {children}
      </div>
    </>
  );
}
