import { useState } from 'react';
import { Badges } from '../badges/badges.tsx';
import { Statements } from '../evidence/statements.tsx';
import { Keys } from '../keys/keys.tsx';
import { TryIt } from '../keys/try-it.tsx';
import { Licences } from '../licences/licences.tsx';
import { Affiliations } from '../organizations/affiliations.tsx';
import { Usage } from '../usage/usage.tsx';
import { Webhooks } from '../webhooks/webhooks.tsx';

/** The column about reading data: licences, keys, a first request, usage, webhooks and badges. */
export function DashboardData() {
  const [secret, setSecret] = useState<string>();
  return (
    <div className="dashboard-main">
      <Licences />
      <Keys onCreated={(key) => setSecret(key.secret)} />
      <TryIt secret={secret} />
      <Usage />
      <Statements />
      <Webhooks path="/v1/webhooks" />
      <Badges />
      <Affiliations />
    </div>
  );
}
