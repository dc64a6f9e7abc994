/** Families in the order in which their words decide: others carry the words of those after them (MDN, "Browser detection using the user agent"). */
const families = [
  ['Edge', /\bEdgA?\/|\bEdgiOS\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\bFirefox\/|\bFxiOS\//],
  ['Chrome', /\bChrome\/|\bCriOS\//],
  ['Safari', /\bSafari\//],
] as const;

/** The family of the browser that a request comes from; a person recognises their sessions by it. Nothing finer is kept. */
export const browserOf = (userAgent = ''): string => families.find(([, word]) => word.test(userAgent))?.[0] ?? 'Other';
