/** The addresses of the public pages, which are no part of this app: a link to one leaves it. */
import { useTranslation } from 'react-i18next';

const addressIn = (language: string, address: string): string => (language === 'ar' ? `/ar${address}` : address);

/** The address of a public page, such as `/pricing`, in the reader's language. */
export function usePublicPage(): (address: string) => string {
  const { i18n } = useTranslation();
  return (address) => addressIn(i18n.language, address);
}
