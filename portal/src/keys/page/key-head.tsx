import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Allowed } from '../../members/allowed.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { RevokeKey } from '../revoke-key.tsx';
import { EndOverlap } from './end-overlap.tsx';
import { overlapOf, stateOf } from './key-state.ts';
import { RotateKey } from './rotate-key.tsx';

type Doing = 'rotate' | 'revoke' | 'end';

/** Everything about a key that needs somebody, and the acts on it. */
export function KeyHead({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const now = new Date();
  const state = stateOf(apiKey, now);
  const overlap = overlapOf(apiKey, now);
  const works = state === 'works' || state === 'replaced';
  const { previous } = apiKey;
  return (
    <>
      {apiKey.revokedBecause !== undefined && (
        <Note tone="bad" title={t('operatorActs.keyRevoked')}>
          <p className="their-words">
            <bdi>{apiKey.revokedBecause}</bdi>
          </p>
        </Note>
      )}
      {apiKey.next !== null && <Replaced apiKey={apiKey} next={apiKey.next} />}
      {overlap !== null && <Overlap until={overlap} onEnd={() => setDoing('end')} />}
      {works && (
        <Allowed to="technical">
          <div className="button-row">
            {state === 'works' && apiKey.purpose === null && (
              <Button onClick={() => setDoing('rotate')}>{t('keyPage.rotate')}</Button>
            )}
            <Button onClick={() => setDoing('revoke')}>{t('keys.revoke')}</Button>
          </div>
        </Allowed>
      )}
      {doing === 'rotate' && <RotateKey apiKey={apiKey} onClose={close} />}
      {doing === 'revoke' && <RevokeKey apiKey={apiKey} onClose={close} />}
      {doing === 'end' && previous && <EndOverlap old={previous.id} onClose={close} />}
    </>
  );
}

function Replaced({ apiKey, next }: { readonly apiKey: KeyDetailView; readonly next: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { expiresAt } = apiKey;
  const isWorking = stateOf(apiKey, new Date()) === 'replaced' && expiresAt !== null;
  return (
    <Note tone={isWorking ? 'warn' : 'plain'}>
      <p>{isWorking ? t('keyPage.replacedUntil', { at: dateTime(expiresAt) }) : t('keyPage.wasReplaced')}</p>
      <Link to={`/app/keys/${encodeURIComponent(next)}`}>{t('keyPage.openNew')}</Link>
    </Note>
  );
}

function Overlap({ until, onEnd }: { readonly until: string; readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <Note tone="warn">
      <p>{t('keyPage.oldWorks', { at: dateTime(until) })}</p>
      <Allowed to="technical">
        <div>
          <Button onClick={onEnd}>{t('keyPage.endNow')}</Button>
        </div>
      </Allowed>
    </Note>
  );
}
