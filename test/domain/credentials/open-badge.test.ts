import { describe, expect, it } from 'vitest';
import { badgeAddress, longestValidityMs } from '../../../shared/domain/credentials/open-badge.ts';
import { statusListAddress } from '../../../shared/domain/credentials/status-list.ts';
import { credential, origin, statement } from '../../support/credential.ts';

describe('the credential of a badge', () => {
  it('names the badge by its page, and says what was vouched for as identities', () => {
    const { credentialSubject } = credential({
      holder: { ...statement.holder, kind: 'person', provenDomain: 'ada.example', parent: 'acme' },
    });
    expect(credentialSubject.id).toBe(badgeAddress(origin, 'ada'));
    expect(
      Object.fromEntries(
        credentialSubject.identifier.map(({ identityType, identityHash }) => [identityType, identityHash]),
      ),
    ).toEqual({
      userName: 'ada',
      name: 'Ada Lovelace',
      'ext:kind': 'person',
      'ext:website': 'https://ada.example',
      'ext:domain': 'ada.example',
      'ext:affiliateOf': `${origin}/badges/acme`,
    });
  });

  it('has one entry in the list of revocations and one in that of suspensions, at the same index', () => {
    expect(credential({ status: { list: 2, index: 131_071 } }).credentialStatus).toEqual([
      {
        id: `${origin}/badges/status/revocation/2#131071`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '131071',
        statusListCredential: `${origin}/badges/status/revocation/2`,
      },
      expect.objectContaining({
        statusPurpose: 'suspension',
        statusListCredential: statusListAddress(origin, 'suspension', 2),
      }),
    ]);
  });

  it('says its times in whole seconds, as the claims that repeat them can', () => {
    expect(credential()).toMatchObject({ validFrom: '2026-03-01T12:00:00Z', validUntil: '2026-04-01T12:00:00Z' });
  });

  it('is never valid for longer than 35 days, and never for no time at all', () => {
    const lasting = (ms: number) => () => credential({ validUntil: new Date(statement.validFrom.getTime() + ms) });
    expect(lasting(longestValidityMs)).not.toThrow();
    expect(lasting(longestValidityMs + 1)).toThrow(RangeError);
    expect(lasting(0)).toThrow(RangeError);
    expect(lasting(Number.NaN)).toThrow(RangeError);
  });
});
