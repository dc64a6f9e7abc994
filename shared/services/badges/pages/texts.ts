import type { Language } from '../../../domain/accounts/account.ts';
import { ar } from './texts-ar.ts';
import { en } from './texts-en.ts';
import type { Texts } from './texts-types.ts';

/** The texts of the public pages in both languages. */
export const texts: Record<Language, Texts> = { en, ar };
