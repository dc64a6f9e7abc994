import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, matchPath } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { App, laterPages } from './app.tsx';
import { startLanguages } from './i18n/language.ts';
import { StorageNeeded, storesAnything } from './shell/storage-needed.tsx';
import './styles/index.css';

/** The page of the address is asked for beside the texts. If that fails, the page asks again, and says so. */
const [, load, ...parts] = laterPages.find(([path]) => matchPath(path, window.location.pathname)) ?? [];
void load?.().catch(() => undefined);

await startLanguages(parts);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
createRoot(root).render(
  storesAnything() ? (
    <QueryClientProvider client={createQueryClient()}>
      <BrowserRouter useTransitions={false}>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  ) : (
    <StorageNeeded />
  ),
);
