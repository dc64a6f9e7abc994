import type { UpstreamView } from '../../../shared/http/views.ts';
import type { Page } from '../page.ts';
import { CodeBlock, PageHeader, Section } from '../parts.tsx';
import type { Reader } from '../site.ts';
import { LicenceSummary } from './licence-summary.tsx';
import { PlansWith } from './plans-with.tsx';

/** `/apis/{id}`: an API of the operator's that a key of a plan reaches too. */
export function apiPage(api: UpstreamView, reader: Reader): Page {
  const { say, site, to, toPortal } = reader;
  const address = `${site.origin ?? 'https://data.example.com'}/gateway/${api.id}${site.apiPaths[api.id] ?? '/'}`;
  return {
    address: `/apis/${api.id}`,
    title: api.title,
    description: say('api.description', { title: api.title, description: api.description }),
    body: (
      <>
        <nav aria-label={say('nav.path')}>
          <a href={to('/datasets')}>{say('datasets.title')}</a> / <code>{api.id}</code>
        </nav>
        <PageHeader title={api.title} lead={api.description}>
          <p>
            <a class="button button-primary" href={toPortal('/sign-up')}>
              {say('nav.getKey')}
            </a>
          </p>
        </PageHeader>
        <Section id="call" title={say('api.call')}>
          <dl class="facts card">
            <dt>{say('api.methods')}</dt>
            <dd dir="ltr">
              <code>{api.methods.join(', ')}</code>
            </dd>
            <dt>{say('api.most')}</dt>
            <dd>{say('api.mostUnits', { count: api.maxUnits })}</dd>
          </dl>
          {api.proxied ? (
            <CodeBlock label="curl">{`curl -H "Authorization: Bearer $TOLLGATE_KEY" \\\n  "${address}"`}</CodeBlock>
          ) : (
            <p>{say('api.elsewhere')}</p>
          )}
        </Section>
        <PlansWith reader={reader} includes={({ upstreams }) => upstreams.includes(api.id)} />
        <LicenceSummary id={api.licence} reader={reader} />
      </>
    ),
  };
}
