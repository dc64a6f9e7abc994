import type { ComponentChildren } from 'preact';
import type { Reader } from './site.ts';

/** Links by purpose, the choice of the theme, and the contact. */
export function Footer({ reader }: { readonly reader: Reader }) {
  const { say, catalog, to } = reader;
  return (
    <footer class="footer">
      <div class="inner">
        <Links title={say('footer.product')}>
          <a href={to('/datasets')}>{say('nav.datasets')}</a>
          <a href={to('/pricing')}>{say('nav.pricing')}</a>
          <a href={to('/status')}>{say('nav.status')}</a>
        </Links>
        <Links title={say('footer.trust')}>
          <a href={to('/licences')}>{say('footer.licences')}</a>
          <a href="/badges">{say('footer.directory')}</a>
          <a href="/badges/check">{say('footer.check')}</a>
        </Links>
        <Links title={say('footer.help')}>
          <a href={to('/docs')}>{say('nav.docs')}</a>
          <a href={to('/problems')}>{say('footer.errors')}</a>
          <a href={`mailto:${catalog.supportEmail}`}>{say('footer.contact')}</a>
        </Links>
        <div class="footer-end">
          <p class="field needs-script">
            <label for="theme">{say('footer.theme')}</label>
            <select id="theme" data-theme-choice>
              <option value="">{say('footer.theme.auto')}</option>
              <option value="light">{say('footer.theme.light')}</option>
              <option value="dark">{say('footer.theme.dark')}</option>
            </select>
          </p>
          <p>{say('footer.utc')}</p>
        </div>
      </div>
    </footer>
  );
}

const Links = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <nav aria-label={title}>
    <h2>{title}</h2>
    <ul>
      {[children].flat().map((link, i) => (
        <li key={String(i)}>{link}</li>
      ))}
    </ul>
  </nav>
);
