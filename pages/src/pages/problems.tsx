import { type ProblemCode, problems } from '../../../shared/errors.ts';
import { fixedAt, headerFieldsOf, isLogged, moneyMoved } from '../../../shared/http/problem-facts.ts';
import causes from '../../../shared/problems/causes.json' with { type: 'json' };
import type { Page } from '../page.ts';
import { CodeBlock, PageHeader, ScrollTable, Section } from '../parts.tsx';
import { problemExample, problemTexts } from '../problem-texts.ts';
import type { Reader } from '../site.ts';
import type { WordKey } from '../words.ts';

const codes = Object.keys(problems) as ProblemCode[];
const isNothing = (code: ProblemCode): boolean => ['refused', 'failed'].includes(moneyMoved(code));

/** `/problems`: every code of the API. */
const listPage = ({ language, say, to, catalog }: Reader): Page => ({
  address: '/problems',
  title: say('problems.title'),
  description: say('problems.description', { name: catalog.name }),
  body: (
    <>
      <PageHeader title={say('problems.title')} lead={say('problems.lead')} />
      <ScrollTable
        caption={say('problems.title')}
        head={[say('problem.code'), say('problem.status'), say('problem.means'), say('problem.money')]}
        lists
      >
        {codes.map((code) => (
          <tr key={code}>
            <th scope="row">
              <a href={to(`/problems/${code}`)}>
                <code>{code}</code>
              </a>
            </th>
            <td>{problems[code].status}</td>
            <td>{problemTexts[language][code].title}</td>
            <td data-label={say('problem.moneyMoved')}>
              {say(isNothing(code) ? 'problem.moved.no' : 'problem.moved.maybe')}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  ),
});

/** `/problems/{code}`: the page behind a problem's `type`: its meaning, whether money moved, causes, the fix, header fields and an example. */
function problemPage(code: ProblemCode, reader: Reader): Page {
  const { language, say, to, site } = reader;
  const { title, means, do: fix } = problemTexts[language][code];
  return {
    address: `/problems/${code}`,
    title,
    description: say('problem.description', { code, title }),
    body: (
      <>
        <PageHeader title={title} lead={means} />
        <dl class="facts card">
          <dt>{say('problem.code')}</dt>
          <dd>
            <code>{code}</code>
          </dd>
          <dt>{say('problem.status')}</dt>
          <dd>
            <code>{problems[code].status}</code>
          </dd>
          <dt>{say('problem.money')}</dt>
          <dd>{say(`problem.money.${moneyMoved(code)}`)}</dd>
        </dl>
        <Section id="causes" title={say('problem.causes')}>
          <ul class="causes">
            {causes[code][language].map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </Section>
        <Section id="fix" title={say('problem.fix')}>
          <p>{fix}</p>
          <FixLink code={code} reader={reader} />
          {isLogged(code) && (
            <p>
              <a href={reader.toPortal('/app/requests', { reason: code })}>{say('problem.yours')}</a>
            </p>
          )}
        </Section>
        <HeaderFields code={code} reader={reader} />
        <Section id="example" title={say('problem.example')}>
          <CodeBlock label={say('problem.example')}>{problemExample(code, site.origin ?? '')}</CodeBlock>
        </Section>
        <p>
          <a href={to('/problems')}>{say('problem.all')}</a>
        </p>
      </>
    ),
  };
}

type OfCode = { readonly code: ProblemCode; readonly reader: Reader };

const named: Readonly<Record<string, WordKey>> = {
  '/app': 'nav.dashboard',
  '/app/keys': 'problem.app.keys',
  '/app/billing': 'problem.app.billing',
  '/app/licences': 'problem.app.licences',
  '/app/apps': 'problem.app.apps',
  '/app/team': 'problem.app.team',
  '/app/settings': 'problem.app.settings',
  '/app/badges': 'problem.app.badges',
  '/sign-in': 'nav.signIn',
  '/pricing': 'nav.pricing',
  '/status': 'nav.status',
  '/licences': 'licences.title',
  '/docs': 'docs.title',
  '/badges/check': 'problem.badgeCheck',
};

const nameOf = (address: string): WordKey | undefined => named[address.split('#')[0] ?? ''];

/** The link to the page where a reader fixes it. The docs stand in for a guide that this site leaves out. */
function FixLink({ code, reader }: OfCode) {
  const { say, to, toPortal } = reader;
  const address = isThere(fixedAt[code], reader) ? fixedAt[code] : '/docs';
  const isOfPortal = /^\/(app|sign-in)\b/.test(address);
  const href = isOfPortal ? toPortal(address) : address === '/badges/check' ? address : to(address);
  return (
    <p>
      {say('problem.go')} <a href={href}>{titleAt(address, reader)}</a>
    </p>
  );
}

const guideAt = (address: string, { site, language }: Reader) =>
  site.guides[language].find(({ id }) => id === /^\/docs\/([\w-]+)/.exec(address)?.[1]);

const isThere = (address: string, reader: Reader): boolean =>
  nameOf(address) !== undefined || address.startsWith('/docs/reference/') || guideAt(address, reader) !== undefined;

function titleAt(address: string, reader: Reader): string {
  const { say } = reader;
  const name = nameOf(address);
  if (name) return say(name);
  const section = guideAt(address, reader)?.sections.find(({ id }) => id === address.split('#')[1]);
  return section?.title || guideAt(address, reader)?.title || say('docs.reference');
}

const meanings: Readonly<Record<string, WordKey>> = {
  'Retry-After': 'problem.header.retryAfter',
  Allow: 'problem.header.allow',
  RateLimit: 'problem.header.limit',
  'RateLimit-Policy': 'problem.header.policy',
  'Tollgate-Cost': 'problem.header.cost',
};

/** The header fields that a program reads in an answer with this code. */
function HeaderFields({ code, reader: { say } }: OfCode) {
  const { always, sometimes, metered } = headerFieldsOf(code);
  return (
    <Section id="headers" title={say('problem.headers')}>
      {always.length > 0 && <Fields names={always} say={say} />}
      {sometimes.length > 0 && (
        <>
          <p>{say('problem.headersSometimes')}</p>
          <Fields names={sometimes} say={say} />
        </>
      )}
      {metered.length > 0 && (
        <>
          <p>{say('problem.headersMetered')}</p>
          <Fields names={metered} say={say} />
        </>
      )}
      <p>
        {say('problem.headersLead')} <code>Content-Type, Content-Language, X-Request-Id</code>
      </p>
    </Section>
  );
}

const Fields = ({ names, say }: { readonly names: readonly string[]; readonly say: Reader['say'] }) => (
  <dl class="facts">
    {names.map((name) => (
      <div key={name}>
        <dt>
          <code>{name}</code>
        </dt>
        <dd>{meanings[name] && say(meanings[name])}</dd>
      </div>
    ))}
  </dl>
);

/** The list of codes, and a page for each. */
export const problemPages = (reader: Reader): Page[] => [
  listPage(reader),
  ...codes.map((code) => problemPage(code, reader)),
];
