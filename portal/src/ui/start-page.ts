import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';

/**
 * Opens the start page. It is shown when the call returns, so that the page before it, which may need a session, is gone before the session
 * ends: such a page would lead to sign-in instead.
 */
export function useStartPage(): () => void {
  const navigate = useNavigate();
  return () => flushSync(() => void navigate('/'));
}
