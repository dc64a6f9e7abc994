import type { Reader } from '../site.ts';

/** The search over the docs. Its script fetches the index of the language at first focus; without script it is not there. */
export const SearchField = ({ reader: { say, site, language } }: { readonly reader: Reader }) => (
  <search
    class="docs-search needs-script"
    data-search={site.assets.search[language]}
    data-none={say('docs.search.none', { query: '{query}' })}
    data-failed={say('docs.search.failed')}
  >
    <label class="label" for="docs-search">
      {say('docs.search')}
    </label>
    <input
      id="docs-search"
      type="search"
      autocomplete="off"
      maxLength={80}
      aria-describedby="docs-search-hint"
      aria-keyshortcuts="/"
    />
    <p class="small" id="docs-search-hint">
      {say('docs.search.hint')}
    </p>
    <p class="small" role="status" />
    <ul />
  </search>
);
