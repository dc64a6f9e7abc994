import type { Block, Guide } from '../../guides/blocks.ts';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { DocsFrame } from './docs-frame.tsx';
import { GuideBlocks } from './guide-blocks.tsx';

/** `/docs/{guide}`. */
export function guidePage(guide: Guide, reader: Reader): Page {
  const address = `/docs/${guide.id}`;
  const parts = guide.blocks.flatMap((block) =>
    block.kind === 'heading' ? [{ id: block.id, title: block.text }] : [],
  );
  return {
    address,
    title: guide.title,
    description: guide.lead,
    islands: ['search', ...(guide.blocks.some(hasRun) ? ['run'] : [])],
    body: (
      <DocsFrame address={address} reader={reader} parts={parts}>
        <PageHeader title={guide.title} lead={guide.lead} />
        <GuideBlocks id={guide.id} blocks={guide.blocks} reader={reader} />
        <GuideFoot guide={guide} reader={reader} />
      </DocsFrame>
    ),
  };
}

const hasRun = ({ kind }: Block): boolean => kind === 'run';

/** Where to read on, and how to say that something is wrong. */
function GuideFoot({ guide, reader }: { readonly guide: Guide; readonly reader: Reader }) {
  const { say, site, language, to, catalog } = reader;
  const all = site.guides[language];
  const at = all.findIndex(({ id }) => id === guide.id);
  const [before, after] = [all[at - 1], all[at + 1]];
  const subject = encodeURIComponent(say('docs.wrongSubject', { title: guide.title }));
  return (
    <footer class="docs-foot">
      <nav aria-label={say('docs.around')}>
        {before && (
          <a href={to(`/docs/${before.id}`)} rel="prev">
            <span class="small">{say('docs.previous')}</span> {before.title}
          </a>
        )}
        {after && (
          <a class="docs-next" href={to(`/docs/${after.id}`)} rel="next">
            <span class="small">{say('docs.next')}</span> {after.title}
          </a>
        )}
      </nav>
      <p class="small">
        <a href={`mailto:${catalog.supportEmail}?subject=${subject}`}>{say('docs.wrong')}</a> ·{' '}
        <a href={`${to(`/docs/${guide.id}`)}.md`}>{say('docs.markdown')}</a>
      </p>
    </footer>
  );
}
