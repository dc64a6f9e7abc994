/** A company says that it never read without permission. Its pack says otherwise, to a stranger without a network. */
import { expect, test } from 'vitest';
import { local } from '../support/client.ts';
import { allRead, companyOfTheDispute, declares, isSealed } from '../support/dispute.ts';

test('eight apps', async () => {
  const company = await companyOfTheDispute('Colossal Corp');
  const brand = { app: 'Brand Monitor', purpose: 'Shows brands what people say of them', audience: 'Brand managers' };
  await declares(company, { ...brand, government: false });
  const insight = { app: 'Insight Portal', purpose: 'Answers questions of market research', audience: 'Analysts' };
  await declares(company, { ...insight, government: false });
  await allRead(company);
  await isSealed();
  await declares(company, { ...insight, audience: 'Analysts of ministries', government: true });
  await allRead(company);
  await isSealed();
  expect((await local.status()).now).toBeTruthy();
  const page = await company.buyer.get('/v1/use-cases');
  console.log(JSON.stringify(page.body).slice(0, 600));
});
