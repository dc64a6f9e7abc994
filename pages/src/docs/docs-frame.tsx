import type { ComponentChildren } from 'preact';
import { problems } from '../../../shared/errors.ts';
import type { Reader } from '../site.ts';
import { SearchField } from './search-field.tsx';

type Place = { readonly id: string; readonly title: string };

type FrameProps = {
  readonly address: string;
  readonly reader: Reader;
  readonly children: ComponentChildren;
  /** The parts of the page, for the list beside it. */
  readonly parts?: readonly Place[];
};

/** A page of the docs: all of them at its side, its own parts, and the search. On a narrow screen the lists are folded. */
export const DocsFrame = ({ address, reader, parts = [], children }: FrameProps) => (
  <div class={parts.length > 1 ? 'docs docs-with-parts' : 'docs'}>
    <div class="docs-side">
      <SearchField reader={reader} />
      <button class="button button-plain docs-menu-button" type="button" popovertarget="docs-menu">
        {reader.say('docs.menu')}
      </button>
      <DocsNav address={address} reader={reader} />
    </div>
    <article class="docs-article">{children}</article>
    {parts.length > 1 && (
      <nav class="docs-parts" aria-label={reader.say('nav.onPage')}>
        <h2>{reader.say('nav.onPage')}</h2>
        <ul>
          {parts.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </div>
);

function DocsNav({ address, reader }: Pick<FrameProps, 'address' | 'reader'>) {
  const { say, site, language } = reader;
  return (
    <nav class="docs-nav" id="docs-menu" popover="auto" aria-label={say('docs.title')}>
      <NavGroup title={say('docs.guides')}>
        {site.guides[language].map(({ id, title }) => (
          <NavLink key={id} to={`/docs/${id}`} {...{ address, reader, title }} />
        ))}
      </NavGroup>
      <NavGroup title={say('docs.reference')}>
        {site.reference[language].map(({ group }) => (
          <NavLink
            key={group}
            to={`/docs/reference/${group}`}
            title={say(`reference.group.${group}`)}
            {...{ address, reader }}
          />
        ))}
      </NavGroup>
      <NavGroup title={say('problems.title')}>
        <NavLink
          to="/problems"
          title={say('docs.allCodes', { count: Object.keys(problems).length })}
          {...{ address, reader }}
        />
      </NavGroup>
    </nav>
  );
}

const NavGroup = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <>
    <h2>{title}</h2>
    <ul>{children}</ul>
  </>
);

type LinkProps = Pick<FrameProps, 'address' | 'reader'> & { readonly to: string; readonly title: string };

const NavLink = ({ to, title, address, reader }: LinkProps) => (
  <li>
    <a href={reader.to(to)} aria-current={to === address ? 'page' : undefined}>
      {title}
    </a>
  </li>
);
