import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DomainProofView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useDomainCheck, useDomainProof } from './organizations-api.ts';

const tones = { unproven: 'warn', proven: 'good', failing: 'warn', lost: 'bad' } as const;

/** The domain of an organization: the record that proves it, whether the record was found, and a button to check now. */
export function DomainProof({ handle }: { readonly handle: string }) {
  const { t } = useTranslation();
  const proof = useDomainProof(handle);
  return (
    <Section
      id="domain"
      title={t('domain.title')}
      lead={t('domain.lead')}
      actions={proof.data && <Tag tone={tones[proof.data.state]}>{t(`domain.state.${proof.data.state}`)}</Tag>}
    >
      <Loaded query={proof}>{(data) => <Proof handle={handle} proof={data} />}</Loaded>
    </Section>
  );
}

function Proof({ handle, proof }: { readonly handle: string; readonly proof: DomainProofView }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const checkNow = useDomainCheck(handle);
  const check = useMutation({
    mutationFn: checkNow,
    onSuccess: ({ state }) => announce(t(state === 'proven' ? 'domain.isProven' : 'domain.isNot')),
  });
  const { record, domain, state } = proof;
  return (
    <div className="stack">
      <p>{t(`domain.means.${state}`, { domain: isolate(domain) })}</p>
      <Line name={t('domain.recordName')} text={record.name} copy={t('domain.copyName')} />
      <Line name={t('domain.recordValue', { type: record.type })} text={record.value} copy={t('domain.copyValue')} />
      <Times proof={proof} />
      <ProblemNote error={check.error} />
      <Allowed to="admins">
        <div className="button-row">
          <Button kind={state === 'proven' ? 'plain' : 'primary'} busy={check.isPending} onClick={() => check.mutate()}>
            {t('domain.check')}
          </Button>
        </div>
      </Allowed>
    </div>
  );
}

type LineProps = { readonly name: string; readonly text: string; readonly copy: string };

/** One half of the record, for the buyer to enter at the domain’s provider. */
const Line = ({ name, text, copy }: LineProps) => (
  <div className="record-line">
    <strong>{name}</strong>
    <CodeBlock label={name}>{text}</CodeBlock>
    <CopyButton text={text} label={copy} />
  </div>
);

function Times({ proof: { checkedAt, found, failingSince, losesAt } }: { readonly proof: DomainProofView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <>
      {checkedAt && (
        <p className="small">
          {t('domain.checked', { at: dateTime(checkedAt) })} {found && t(`domain.found.${found}`)}
        </p>
      )}
      {failingSince && (
        <p className="small">
          {t('domain.failingSince', { at: dateTime(failingSince) })}{' '}
          {losesAt && t('domain.losesAt', { at: dateTime(losesAt) })}
        </p>
      )}
    </>
  );
}
