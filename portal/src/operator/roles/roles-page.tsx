import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OperatorView, PowerView, RolesView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { knownAction } from '../../trail/actions.ts';
import { Code } from '../../ui/code.tsx';
import { Absent, ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CommandLine } from '../command.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';

const path = '/v1/admin/roles';

/** `/console/roles`: the operators with their roles, what each role may do, and the commands that change a role. */
export default function RolesPage() {
  const query = useQuery({ queryKey: ['admin', 'roles'], queryFn: () => get<RolesView>(path) });
  return (
    <ConsoleLoaded query={query}>
      {({ operators, powers }) => (
        <div className="stack">
          <Operators operators={operators} />
          <Powers powers={powers} />
          <HowToChange />
        </div>
      )}
    </ConsoleLoaded>
  );
}

const columns = ['operator', 'role', 'since', 'invitation'] as const;

function Operators({ operators }: { readonly operators: readonly OperatorView[] }) {
  const { t } = useTranslation();
  return (
    <Section
      id="operators"
      title={t('consoleRoles.title')}
      lead={t('consoleRoles.lead')}
      actions={<Link to="/console/trail">{t('consoleRoles.toTrail')}</Link>}
    >
      <ScrollTable
        lists
        caption={t('consoleRoles.title')}
        head={columns.map((column) => t(`consoleRoles.column.${column}`))}
      >
        {operators.map((operator) => (
          <OperatorRow key={operator.email} operator={operator} />
        ))}
      </ScrollTable>
      <Curl path={path} />
    </Section>
  );
}

function OperatorRow({ operator: { email, role, configured, changedAt, invitedUntil } }: OperatorRowProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <tr>
      <th scope="row">
        <bdi>{email}</bdi>
      </th>
      <td>{role ? <Tag>{t(`operator.role.${role}`)}</Tag> : <Tag tone="bad">{t('consoleRoles.taken')}</Tag>}</td>
      <td>
        {changedAt === null
          ? t('consoleRoles.configured')
          : t('consoleRoles.changed', { at: dateTime(changedAt), role: t(`operator.role.${configured}`) })}
      </td>
      <td>{invitedUntil ? t('consoleRoles.invited', { at: dateTime(invitedUntil) }) : <Absent />}</td>
    </tr>
  );
}

type OperatorRowProps = { readonly operator: OperatorView };

const powerColumns = ['act', 'may', 'presence'] as const;

function Powers({ powers }: { readonly powers: readonly PowerView[] }) {
  const { t } = useTranslation();
  return (
    <Section id="powers" title={t('consoleRoles.powers')} lead={t('consoleRoles.powersLead')}>
      <ScrollTable
        lists
        caption={t('consoleRoles.powers')}
        head={powerColumns.map((column) => t(`consoleRoles.column.${column}`))}
      >
        {powers.map((power) => (
          <PowerRow key={power.action} power={power} />
        ))}
      </ScrollTable>
    </Section>
  );
}

function PowerRow({ power: { action, roles, presence } }: { readonly power: PowerView }) {
  const { t } = useTranslation();
  const name = knownAction(action);
  return (
    <tr>
      <th scope="row">{name ? t(`operator.did.${name}`) : <Code>{action}</Code>}</th>
      <td>
        {roles.map((role) => (
          <Fragment key={role}>
            <Tag>{t(`operator.role.${role}`)}</Tag>{' '}
          </Fragment>
        ))}
      </td>
      <td>{presence ? t('consoleRoles.asked') : <Absent />}</td>
    </tr>
  );
}

const options = '--stage STAGE --table NAME';
const commands = {
  give: `npm run operators -- role ADDRESS ROLE --reason "…" ${options}`,
  take: `npm run operators -- remove ADDRESS --reason "…" ${options}`,
  reset: `npm run operators -- reset ADDRESS --reason "…" ${options}`,
  invite: `npm run operators -- invite ADDRESS ${options}`,
} as const;

/** No function may write roles, so that a console that was taken over makes no operators (decision 0085). */
function HowToChange() {
  const { t } = useTranslation();
  return (
    <Section id="change-roles" title={t('consoleRoles.how')} lead={t('consoleRoles.howLead')}>
      {(['give', 'take', 'reset', 'invite'] as const).map((name) => (
        <CommandLine key={name} label={t(`consoleRoles.command.${name}`)} text={commands[name]} />
      ))}
    </Section>
  );
}
