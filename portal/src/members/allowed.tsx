import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { OwnRole } from './own-role.ts';
import { type Act, may, rolesThatMay } from './roles.ts';

type AllowedProps = {
  readonly to: Act;
  /** Say who may, where the person may not. Rows stay silent, because their section says it. */
  readonly explained?: boolean;
  readonly children: ReactNode;
};

/** Shows its content to members whose role may do it; to others, if asked for, the roles that may. */
export function Allowed({ to, explained = false, children }: AllowedProps) {
  if (may(use(OwnRole), to)) return children;
  return explained ? <NotAllowed to={to} /> : null;
}

/** The roles that may do it; nothing for a member whose role may. */
export function NotAllowed({ to }: Pick<AllowedProps, 'to'>) {
  const { t } = useTranslation();
  const { either } = useFormat();
  if (may(use(OwnRole), to)) return null;
  const names = rolesThatMay[to].map((role) => t(`members.role.${role}`));
  return <p className="small">{t(`members.only.${to}`, { roles: either(names) })}</p>;
}
