import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';

/**
 * Opens the start page, which is shown when the call returns. So the page before it is gone before the session ends: a page that needs a
 * session would lead to sign-in instead.
 */
export function useStartPage(): () => void {
  const navigate = useNavigate();
  return () => flushSync(() => void navigate('/'));
}
