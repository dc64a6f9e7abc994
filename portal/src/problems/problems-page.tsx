import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Code } from '../ui/code.tsx';
import { Page } from '../ui/page.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { problemCodes, problemStatuses } from './problem-codes.ts';

/** `/problems`: every problem code of the API. */
export function ProblemsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.listTitle')} lead={t('problem.listLead')}>
      <ScrollTable caption={t('problem.listTitle')} head={[t('problem.status'), t('problem.code'), t('problem.what')]}>
        {problemCodes.map((code) => (
          <tr key={code}>
            <td>
              <Code>{problemStatuses[code]}</Code>
            </td>
            <th scope="row">
              <Link to={`/problems/${code}`}>
                <Code>{code}</Code>
              </Link>
            </th>
            <td>{t(`problems.${code}.title`)}</td>
          </tr>
        ))}
      </ScrollTable>
    </Page>
  );
}
