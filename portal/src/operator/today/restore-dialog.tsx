import type { OrganizationRef } from '../../../../shared/http/views.ts';
import { SuspendAccount } from '../suspend-account.tsx';

type RestoreProps = { readonly organization: OrganizationRef; readonly onClose: () => void };

/** Restores a suspended organization, with a reason. It is loaded on first use. */
const RestoreDialog = ({ organization: { id, name }, onClose }: RestoreProps) => (
  <SuspendAccount account={{ id, organization: name, email: id, suspended: true, state: 'active' }} onClose={onClose} />
);

export default RestoreDialog;
