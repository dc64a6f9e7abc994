import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import { startLanguages } from './i18n/language.ts';
import { StorageNeeded, storesAnything } from './shell/storage-needed.tsx';
import './styles/index.css';

await startLanguages();

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
