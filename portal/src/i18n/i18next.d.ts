import 'i18next';
import type problems from '../../../shared/problems/en.json';
import type en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en & {
        problems: { [Code in keyof typeof problems]: Omit<(typeof problems)[Code], 'means'> };
      };
    };
  }
}
