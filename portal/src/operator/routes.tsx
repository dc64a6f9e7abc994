import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Webhooks } from '../webhooks/webhooks.tsx';
import { BadgeQueue } from './badge-queue.tsx';
import { Drift } from './drift.tsx';
import { Events } from './events.tsx';
import KeyPage from './keys/key-page.tsx';
import { OperatorLicences } from './licences.tsx';
import OrganizationPage from './organization/organization-page.tsx';
import { OrganizationList } from './organizations/organization-list.tsx';
import { RevenuePage } from './revenue/revenue-page.tsx';
import { Suppressions } from './suppressions.tsx';
import { TodayPage } from './today/today-page.tsx';
import { Trail } from './trail.tsx';
import { UseCaseQueue } from './use-case-queue.tsx';

/** An unknown address of the console. */
function NotThere() {
  const { t } = useTranslation();
  return <p className="empty">{t('notFound.title')}</p>;
}

/** The addresses of the console. */
export const ConsoleRoutes = () => (
  <Routes>
    <Route index element={<TodayPage />} />
    <Route path="revenue" element={<RevenuePage />} />
    <Route path="accounts" element={<Navigate to="/console/organizations" replace />} />
    <Route path="organizations" element={<OrganizationList />} />
    <Route path="organizations/:id" element={<OrganizationPage />} />
    <Route path="keys/:id" element={<KeyPage />} />
    <Route path="events" element={<Events />} />
    <Route path="drift" element={<Drift />} />
    <Route path="badges" element={<BadgeQueue />} />
    <Route path="licences" element={<OperatorLicences />} />
    <Route path="use-cases" element={<UseCaseQueue />} />
    <Route path="suppressions" element={<Suppressions />} />
    <Route path="webhooks" element={<Webhooks path="/v1/admin/webhooks" />} />
    <Route path="trail" element={<Trail />} />
    <Route path="*" element={<NotThere />} />
  </Routes>
);
