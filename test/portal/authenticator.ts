import type { Page } from 'playwright-core';

/** Gives the tab a virtual authenticator that confirms everything. Close the tab's context afterwards. */
export async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const traits = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const options = { protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true, ...traits } as const;
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
}
