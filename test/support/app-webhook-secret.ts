/** The webhook secret that an app accepts by default. */
export const webhookSecret = 'whsec_of_these_tests';
