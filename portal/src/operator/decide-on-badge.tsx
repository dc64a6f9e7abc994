import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { isProblem } from '../api/problem.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Tick } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { wasShown } from './badge-decisions.ts';
import { type BadgeDecision, decideOnBadge } from './operator-api.ts';

type DecideOnBadgeProps = {
  readonly badge: AdminBadgeView;
  readonly decision: BadgeDecision;
  readonly onClose: () => void;
};

/** Sends a decision on the version that the operator saw, with the words for the holder. If the badge has changed meanwhile, it says so and decides nothing. */
export function DecideOnBadge({ badge, decision, onClose }: DecideOnBadgeProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<unknown>();
  const readAgain = () => client.invalidateQueries({ queryKey: ['admin', 'badges'] });
  const decide = async (values: Record<string, string>) => {
    const { reason = '', refund } = values;
    const isPublic = mayBePublic(badge, decision) ? { public: values.public !== undefined } : {};
    try {
      await decideOnBadge(badge, decision, { reason, ...isPublic, ...(refund && { refund: true }) });
    } catch (error) {
      if (!isProblem(error, 'conflict')) throw error;
      setConflict(error);
      return readAgain();
    }
    await readAgain();
    onClose();
    announce(t(`operator.badges.${decision}Done`));
  };
  return (
    <Dialog
      title={t(`operator.badges.${decision}One`, { name: badge.displayName })}
      section="badge-queue"
      onClose={onClose}
    >
      {conflict ? (
        <Conflict error={conflict} onClose={onClose} />
      ) : (
        <Form
          kind={decision === 'refuse' || decision === 'revoke' ? 'danger' : 'primary'}
          submitLabel={t(`operator.badges.${decision}`)}
          onSubmit={decide}
          secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
        >
          <p>{t(`operator.badges.${decision}Text`)}</p>
          <Words decision={decision} mayBePublic={mayBePublic(badge, decision)} />
        </Form>
      )}
    </Dialog>
  );
}

/** Whether the decision can be public: only for a badge that was. Nothing is published about others, and the policy decides on their payment. */
const mayBePublic = (badge: AdminBadgeView, decision: BadgeDecision) =>
  (decision === 'refuse' || decision === 'revoke') && wasShown(badge);

type WordsProps = { readonly decision: BadgeDecision; readonly mayBePublic: boolean };

function Words({ decision, mayBePublic: offersMore }: WordsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        name="reason"
        label={t(decision === 'ask' ? 'operator.badges.question' : 'operator.badges.reason')}
        hint={t('operator.badges.reasonHint')}
        dir="auto"
        maxLength={fieldLimits.reason}
        required
      />
      {offersMore && (
        <>
          <Tick name="public" label={t('operator.badges.public')} hint={t('operator.badges.publicHint')} />
          <Tick name="refund" label={t('operator.badges.refund')} hint={t('operator.badges.refundHint')} />
        </>
      )}
    </>
  );
}

function Conflict({ error, onClose }: { readonly error: unknown; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <ProblemNote error={error} />
      <p>{t('operator.badges.conflict')}</p>
      <div className="button-row">
        <Button kind="primary" onClick={onClose}>
          {t('operator.badges.lookAgain')}
        </Button>
      </div>
    </div>
  );
}
