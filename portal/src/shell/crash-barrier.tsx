import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../ui/note.tsx';

/** Shows an error instead of nothing when a page crashes; the frame around it stays. */
export class CrashBarrier extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <div className="page page-narrow" role="alert">
      <Note tone="bad" title={t('failure.broken')}>
        <a className="button button-plain" href={window.location.href}>
          {t('failure.reload')}
        </a>
      </Note>
    </div>
  );
}
