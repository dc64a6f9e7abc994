import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../ui/choice.tsx';
import { OwnRole } from './own-role.ts';
import { mayGive, type Role, roles } from './roles.ts';

/** The roles that the person may give, each with what it may do, under the name `role`. */
export function RoleChoice({ value }: { readonly value: Role }) {
  const { t } = useTranslation();
  const own = use(OwnRole) ?? 'viewer';
  return (
    <Choice
      name="role"
      legend={t('members.roleLegend')}
      value={value}
      options={roles
        .filter((role) => mayGive(own, role))
        .map((role) => ({ value: role, label: t(`members.role.${role}`), hint: t(`members.roleHint.${role}`) }))}
    />
  );
}

/** The role that a form with `RoleChoice` sends. */
export const roleIn = ({ role }: Readonly<Record<string, string>>): Role =>
  roles.find((each) => each === role) ?? 'viewer';
