import { type ProblemCode, problems } from '../../../shared/errors.ts';
import type { Page } from '../page.ts';
import { CodeBlock, PageHeader, ScrollTable } from '../parts.tsx';
import { problemExample, problemTexts } from '../problem-texts.ts';
import type { Reader } from '../site.ts';

const codes = Object.keys(problems) as ProblemCode[];

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
        head={[say('problem.status'), say('problem.code'), say('problem.means')]}
      >
        {codes.map((code) => (
          <tr key={code}>
            <td>{problems[code].status}</td>
            <th scope="row">
              <a href={to(`/problems/${code}`)}>
                <code>{code}</code>
              </a>
            </th>
            <td>{problemTexts[language][code].title}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  ),
});

/** `/problems/{code}`: the page behind a problem's `type`, with its meaning and how to fix it. */
function problemPage(code: ProblemCode, { language, say, to, site }: Reader): Page {
  const { title, means, do: fix } = problemTexts[language][code];
  return {
    address: `/problems/${code}`,
    title,
    description: say('problem.description', { code, title }),
    body: (
      <>
        <PageHeader title={title} />
        <dl class="facts card">
          <dt>{say('problem.code')}</dt>
          <dd>
            <code>{code}</code>
          </dd>
          <dt>{say('problem.status')}</dt>
          <dd>
            <code>{problems[code].status}</code>
          </dd>
          <dt>{say('problem.means')}</dt>
          <dd>{means}</dd>
          <dt>{say('problem.fix')}</dt>
          <dd>{fix}</dd>
        </dl>
        <section class="section" aria-labelledby="example">
          <h2 id="example">{say('problem.example')}</h2>
          <CodeBlock label={say('problem.example')}>{problemExample(code, site.origin ?? '')}</CodeBlock>
        </section>
        <p>
          <a href={to('/problems')}>{say('problem.all')}</a>
        </p>
      </>
    ),
  };
}

/** The list of codes, and a page for each. */
export const problemPages = (reader: Reader): Page[] => [
  listPage(reader),
  ...codes.map((code) => problemPage(code, reader)),
];
