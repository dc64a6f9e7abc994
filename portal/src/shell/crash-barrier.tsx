import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../ui/note.tsx';

/** Keeps the frame when a page breaks, and says so instead of showing nothing. */
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
