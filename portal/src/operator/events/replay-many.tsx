import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ReasonDialog } from '../reason-form.tsx';

type ReplayManyProps = {
  readonly name: string;
  readonly label?: string;
  readonly title: string;
  /** Puts the events back on the queue; returns how many. */
  readonly replay: (reason: string) => Promise<number>;
  readonly onReplayed?: () => void;
  readonly children?: ReactNode;
};

/** A button that replays several events once there is a reason, and then says how many. */
export function ReplayMany({ name, label, title, replay, onReplayed, children }: ReplayManyProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const count = useRef(0);
  const act = async (reason: string) => {
    count.current = await replay(reason);
    await client.invalidateQueries({ queryKey: ['admin', 'events'] });
    await client.invalidateQueries({ queryKey: ['admin', 'today'] });
  };
  const onDone = () => {
    setAsking(false);
    announce(t('operator.replay.done', { count: count.current, formatted: number(count.current) }));
    onReplayed?.();
  };
  return (
    <>
      <Button label={label} onClick={() => setAsking(true)}>
        {name}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={title}
          section="events"
          submitLabel={t('operator.replay.submit')}
          act={act}
          onDone={onDone}
          onClose={() => setAsking(false)}
        >
          {children}
          <p>{t('eventGroups.text')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
