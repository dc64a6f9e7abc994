/** Takes over every Run of a page. */
import { hydrate } from 'preact';
import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';
import { RunPanel, type RunProps } from '../src/run/run-panel.tsx';

for (const element of document.querySelectorAll<HTMLElement>('[data-island="run"]')) {
  const props = JSON.parse(element.dataset.props ?? '{}') as Omit<RunProps, 'dateTime'>;
  hydrate(<RunPanel {...props} dateTime={formatsOf(props.language).dateTime} />, element);
}
