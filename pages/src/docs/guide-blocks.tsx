import type { Block } from '../../guides/blocks.ts';
import { Run } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { Samples } from './samples.tsx';

type BlocksProps = { readonly id: string; readonly blocks: readonly Block[]; readonly reader: Reader };

/** The parts of a guide in reading order. */
export const GuideBlocks = ({ id, blocks, reader }: BlocksProps) => (
  <>
    {blocks.map((block, i) => (
      <GuideBlock key={String(i)} block={block} id={`${id}-${i}`} label={labelAt(blocks, i)} reader={reader} />
    ))}
  </>
);

type BlockProps = { readonly block: Block; readonly id: string; readonly label: string; readonly reader: Reader };

function GuideBlock({ block, id, label, reader }: BlockProps) {
  if (block.kind === 'code') return <Samples id={id} samples={block.samples} say={reader.say} />;
  if (block.kind === 'run') return <GuideRun id={block.dataset} reader={reader} />;
  const html = { dangerouslySetInnerHTML: { __html: block.html } };
  if (block.kind === 'heading') return <h2 id={block.id} {...html} />;
  if (block.kind === 'minor') return <h3 {...html} />;
  if (block.kind === 'html') return <div class="prose" {...html} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure class="scroll-table" tabIndex={0} aria-label={label}>
      <table {...html} />
    </figure>
  );
}

/** The heading that a part stands below, which names its table. */
const labelAt = (blocks: readonly Block[], i: number): string =>
  blocks
    .slice(0, i)
    .flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
    .at(-1) ?? '';

function GuideRun({ id, reader }: { readonly id: string; readonly reader: Reader }) {
  const dataset = reader.catalog.datasets.find((each) => each.id === id);
  return dataset ? <Run dataset={dataset} reader={reader} open={2} hasMore={false} keepsAddress={false} /> : null;
}
