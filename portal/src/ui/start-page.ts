import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';
import { usePublicPage } from './public-page.ts';

/** The start page shows a sentence under this name once. */
const saidName = 'tollgate.said';

/**
 * The way out of the portal, in two steps. `leave` shows a page that needs no session, before it returns: the page before would lead to
 * sign-in once the session has ended. `openStartPage` then opens the site's start page, which says the sentence. `stay` goes back.
 */
export function useLeaving() {
  const navigate = useNavigate();
  const publicPage = usePublicPage();
  return {
    leave: () => flushSync(() => void navigate('/app/leaving')),
    openStartPage(said: string) {
      sessionStorage.setItem(saidName, said);
      window.location.assign(publicPage('/'));
    },
    stay: () => void navigate('/app'),
  };
}
