import type { Account } from '../../domain/accounts/account.ts';
import type { Item } from '../table/table.ts';

/** The account in its item. */
export const accountIn = (item: Item): Account => ({
  id: String(item.id),
  email: String(item.email),
  organization: String(item.organization),
  ...(item.legalName === undefined ? {} : { legalName: String(item.legalName) }),
  ...(item.country === undefined ? {} : { country: String(item.country) }),
  language: item.language === 'ar' ? 'ar' : 'en',
  createdAt: String(item.createdAt),
  ...(item.mailsStatements === undefined ? {} : { mailsStatements: item.mailsStatements === true }),
  stripeCustomerId: item.stripeCustomerId === undefined ? null : String(item.stripeCustomerId),
  ...(item.leavingAt === undefined ? {} : { leavingAt: String(item.leavingAt) }),
  ...(item.leftAt === undefined ? {} : { leftAt: String(item.leftAt) }),
});
