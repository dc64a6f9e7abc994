/** The secret that an app takes unless it is given others. */
export const webhookSecret = 'whsec_of_these_tests';
