import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** `/status`: what works now, and how fresh the data is. */
export const statusPage = ({ say, catalog }: Reader): Page => ({
  address: '/status',
  title: say('status.title'),
  description: say('status.description', { name: catalog.name }),
  body: <PageHeader title={say('status.title')} lead={say('status.lead')} />,
});
