import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { OrderPack } from './order-pack.tsx';
import { isUnderWay, usePackActions, usePacks } from './packs-api.ts';

type PacksProps = {
  /** The path that packs are listed and ordered at. */
  readonly path: string;
  /** The field of the reason that an operator's order takes. */
  readonly reasonField?: ReactNode;
};

/** Evidence packs: each is a zip with all evidence of a period. One is ordered, and fetched once it is made. */
export function Packs({ path, reasonField }: PacksProps) {
  const { t } = useTranslation();
  const [isOrdering, setOrdering] = useState(false);
  const packs = usePacks(path);
  return (
    <Section
      id="packs"
      title={t('packs.title')}
      lead={t('packs.lead')}
      actions={
        packs.data?.some(isUnderWay) === false && <Button onClick={() => setOrdering(true)}>{t('packs.order')}</Button>
      }
    >
      <Loaded query={packs} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('packs.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((pack) => (
                <Row key={pack.id} path={path} pack={pack} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isOrdering && <OrderPack path={path} reasonField={reasonField} onClose={() => setOrdering(false)} />}
    </Section>
  );
}

const tones = { waiting: 'plain', making: 'warn', ready: 'good', failed: 'bad' } as const;

function Row({ path, pack }: { readonly path: string; readonly pack: PackView }) {
  const { t } = useTranslation();
  const { date, dateTime, number } = useFormat();
  const { status, from, to, orderedAt, progress, file, reason } = pack;
  const period = t('packs.period', { from: date(from), to: date(lastDayOf(to)) });
  return (
    <li>
      <div>
        <strong>{period}</strong> <Tag tone={tones[status]}>{t(`packs.status.${status}`)}</Tag>
        <span className="small">
          {t('packs.ordered', { at: dateTime(orderedAt) })}
          {status === 'making' && progress && (
            <> · {t('packs.progress', { done: number(progress.done), of: number(progress.of) })}</>
          )}
          {file && (
            <>
              {' · '}
              {t('packs.file', { size: number(Math.ceil(file.bytes / 1_000)), at: dateTime(file.expiresAt) })}
            </>
          )}
          {status === 'ready' && !file && <> · {t('packs.gone')}</>}
          {reason && (
            <>
              {' · '}
              <span dir="auto">{reason}</span>
            </>
          )}
        </span>
      </div>
      {file && <Fetch path={path} id={pack.id} label={t('packs.fetchOne', { period })} />}
    </li>
  );
}

/** A period ends where the next day begins, or within its last day. */
const lastDayOf = (to: string): string => new Date(Date.parse(to) - 1).toISOString();

type FetchProps = { readonly path: string; readonly id: string; readonly label: string };

function Fetch({ path, id, label }: FetchProps) {
  const { t } = useTranslation();
  const { addressOf } = usePackActions(path);
  const fetched = useMutation({
    mutationFn: () => addressOf(id),
    onSuccess: (address) => address !== undefined && window.location.assign(address),
  });
  return (
    <div>
      <Button kind="quiet" label={label} busy={fetched.isPending} onClick={() => fetched.mutate()}>
        {t('packs.fetch')}
      </Button>
      <ProblemNote error={fetched.error} />
    </div>
  );
}
