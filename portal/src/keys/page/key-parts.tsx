import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { useCatalog } from '../../catalog/catalog-api.ts';
import { TryIt } from '../try-it.tsx';
import { KeyDays } from './key-days.tsx';
import { KeyFacts } from './key-facts.tsx';
import { KeyHead } from './key-head.tsx';
import { KeyRequests } from './key-requests.tsx';

/** A key that was found: its acts, its requests, its settings, and a first read with it. */
export function KeyParts({ apiKey }: { readonly apiKey: KeyDetailView }) {
  const datasets = useCatalog().data?.datasets ?? [];
  const readable = apiKey.scopes.find((scope) => datasets.some(({ id }) => id === scope));
  return (
    <>
      <KeyHead apiKey={apiKey} />
      <div className="dashboard">
        <div className="dashboard-main">
          <KeyDays apiKey={apiKey} />
          <KeyRequests apiKey={apiKey} />
        </div>
        <div className="dashboard-side">
          <KeyFacts key={apiKey.id} apiKey={apiKey} />
        </div>
        <div className="dashboard-main">
          <TryIt secret={undefined} dataset={readable} />
        </div>
      </div>
    </>
  );
}
