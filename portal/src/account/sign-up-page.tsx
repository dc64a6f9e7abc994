import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { rememberWanted } from '../billing/wanted-price.ts';
import { rememberCurrency } from '../catalog/currency.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { signUp, useVisitor } from './account-api.ts';
import { EmailField } from './email-field.tsx';
import { MailSent } from './mail-sent.tsx';
import { useReturnTo } from './return-to.ts';

/** `/sign-up?price=…&currency=…`: an address and an organization. The price is offered again after sign-in, and at once to an account. */
export default function SignUpPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const [sentTo, setSentTo] = useState<string>();
  const returnTo = useReturnTo();
  if (useVisitor()) return <ToWanted query={query} />;
  if (sentTo) return <MailSent email={sentTo} onAgain={() => setSentTo(undefined)} />;
  return (
    <Page narrow title={t('signUp.title')} lead={t('signUp.lead')}>
      <div className="card">
        <Form
          submitLabel={t('signUp.submit')}
          onSubmit={async ({ email = '', organization = '' }) => {
            await signUp({ email, organization, returnTo });
            rememberChoice(query);
            setSentTo(email);
          }}
        >
          <EmailField autoComplete="email" />
          <Field
            name="organization"
            label={t('signUp.organization')}
            hint={t('signUp.organizationHint')}
            autoComplete="organization"
            maxLength={fieldLimits.organization}
            required
          />
        </Form>
      </div>
      <p>
        {t('signUp.haveAccount')}{' '}
        <Link to="/sign-in" state={{ from: returnTo }}>
          {t('nav.signIn')}
        </Link>
      </p>
    </Page>
  );
}

/** An account needs no sign-up: the dashboard offers the price. */
function ToWanted({ query }: { readonly query: URLSearchParams }) {
  if (query.has('price')) rememberChoice(query);
  return <Navigate to="/app" replace />;
}

/** Keeps the price and its currency as they were chosen on a public page. */
function rememberChoice(query: URLSearchParams): void {
  const currency = query.get('currency');
  rememberWanted(query.get('price'));
  if (currency !== null) rememberCurrency(currency);
}
