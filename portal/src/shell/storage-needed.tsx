import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Whether this browser lets the site store anything. Where it does not, reading `localStorage` itself throws a SecurityError. Source: HTML
 * Standard, 12.2.3, "The localStorage getter".
 */
export function storesAnything(): boolean {
  try {
    return navigator.cookieEnabled && [localStorage, sessionStorage].every((storage) => storage.length >= 0);
  } catch {
    return false;
  }
}

/** In place of the whole portal: a session is a cookie, so nobody can be signed in without storage. */
export function StorageNeeded() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('storage.title');
  }, [t]);
  return (
    <main className="page page-narrow">
      <h1>{t('storage.title')}</h1>
      <p>{t('storage.text')}</p>
      <p>
        <a className="button button-plain" href={window.location.href}>
          {t('failure.reload')}
        </a>
      </p>
    </main>
  );
}
