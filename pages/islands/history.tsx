/** Shows what the service published about itself. */
import { hydrate } from 'preact';
import { History, type HistoryProps } from '../src/status/history.tsx';

const element = document.querySelector<HTMLElement>('[data-island="history"]');
if (element) hydrate(<History {...(JSON.parse(element.dataset.props ?? '{}') as HistoryProps)} />, element);
