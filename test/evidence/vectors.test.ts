/** The verifier's own primitives are held to vectors of others, and to the domain's, which are written apart from them. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonical, hexOf, leafDigest, parseCanonical, rootByPath, rootOf } from '../../evidence/verify/bytes.ts';
import { usualCall } from '../../evidence/verify/entry-line.ts';
import { ed25519Holds, edThumbprint, signatureBase, thumbprintOf } from '../../evidence/verify/signatures.ts';
import { canonicalJson, type JsonValue } from '../../shared/domain/accounts/canonical-json.ts';
import { auditPath, hexOf as hexOfDigest, leafHash, treeRoot } from '../../shared/domain/evidence/merkle.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';

/** Source: google/certificate-transparency, `cpp/merkletree/merkle_tree_test.cc`. All bytes are ASCII. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the verifier’s trees', () => {
  const leaves = inputs.map((hex) => leafDigest(Buffer.from(hex, 'hex').toString()));

  test('have the roots of the reference trees of Certificate Transparency', () => {
    expect(roots.map((_, at) => rootOf(leaves.slice(0, at + 1)))).toEqual(roots);
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('are those of the domain at each size, and its paths lead to their roots from their own place only', () => {
    for (let size = 1; size <= 40; size += 1) {
      const texts = Array.from({ length: size }, (_, at) => `leaf ${at}`);
      const hashes = texts.map(leafHash);
      expect(rootOf(texts.map(leafDigest))).toBe(hexOfDigest(treeRoot(hashes)));
      for (const [at, text] of texts.entries()) {
        const path = auditPath(hashes, at).map(hexOfDigest);
        expect(rootByPath(leafDigest(text), at, size, path)).toBe(hexOfDigest(treeRoot(hashes)));
        if (size > 1)
          expect(rootByPath(leafDigest(text), (at + 1) % size, size, path)).not.toBe(hexOfDigest(treeRoot(hashes)));
        expect(rootByPath(leafDigest(text), at, size, [...path, hexOf(leafDigest(text))])).toBeNull();
      }
    }
  });
});

describe('the verifier’s canonical form', () => {
  /** Source: RFC 8785, section 3.2.2 and 3.2.3. */
  test('is that of the examples of RFC 8785', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(Buffer.from(canonical(value)).toString('hex')).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d',
    );
    const names = ['\r', '1', '\u0080', 'ö', '\u20ac', '\ud83d\ude00', '\ufb33'];
    const shuffled = Object.fromEntries(names.toReversed().map((name) => [name, 0]));
    expect(canonical(shuffled)).toBe(`{${names.map((name) => `${JSON.stringify(name)}:0`).join()}}`);
  });

  test('is that of the domain for every value', () => {
    const every = fc.property(fc.jsonValue(), (value) => {
      expect(canonical(value)).toBe(canonicalJson(value as JsonValue));
    });
    fc.assert(every, { seed: 20_261_202 });
  });

  test.each([
    '{"b":1,"a":2}',
    '{"a":1, "b":2}',
    '{"a":1.0}',
    '{"a":1e2}',
    '{"a":"\\u0041"}',
    '{"a":1,"a":1}',
    '{"a":-0}',
    '{"a":"\\ud800"}',
    ' 1',
  ])('is refused where it is another, as in %s', (text) => {
    expect(() => parseCanonical(text)).toThrow(SyntaxError);
  });
});

describe('a usual line', () => {
  const lines = madeLedger(7, { signed: false }).seals.flatMap(({ leaves }) =>
    leaves.flatMap(({ entries }) =>
      entries.map(({ line }) => line).filter((line) => /"kind":"(allowed|read)"/.test(line)),
    ),
  );

  it('is read without parsing, and says what parsing says', () => {
    expect(lines.length).toBeGreaterThan(100);
    for (const line of lines)
      expect(usualCall(Buffer.from(line).toString('latin1')), line).toMatchObject(shownOf(line));
  });

  it('is canonical, whatever is changed in it', () => {
    const edits = fc.record({
      line: fc.constantFrom(...lines),
      at: fc.nat(),
      cut: fc.nat(3),
      put: fc.stringMatching(/^[ -~]{0,3}$/),
    });
    const every = fc.property(edits, ({ line, at, cut, put }) => {
      const start = at % line.length;
      const text = line.slice(0, start) + put + line.slice(start + cut);
      if (usualCall(text)) expect(canonical(JSON.parse(text))).toBe(text);
    });
    fc.assert(every, { seed: 20_261_202, numRuns: 5_000 });
  });

  function shownOf(line: string): object {
    const {
      v: _,
      salt: __,
      address: ___,
      bytes: ____,
      datasetVersion: _____,
      ...shown
    } = JSON.parse(line) as Record<string, unknown>;
    return { ...shown, query: Buffer.from(String(shown.query)).toString('latin1') };
  }
});

describe('the verifier’s signatures', () => {
  /** Source: RFC 9421, appendix B.1.4 and B.2.6. */
  test('have the base and the result that RFC 9421 gives for a signed request', () => {
    const input =
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
    const base = signatureBase(input, {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      '@method': 'POST',
      '@path': '/foo',
      '@authority': 'example.com',
      'content-type': 'application/json',
      'content-length': '18',
    });
    expect(base?.split('\n')).toEqual([
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      `"@signature-params": ${input}`,
    ]);
    const x = 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs';
    const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
    expect(ed25519Holds(x, String(base), signature)).toBe(true);
    expect(ed25519Holds(x, `${base} `, signature)).toBe(false);
    expect(signatureBase(input, { '@method': 'POST' })).toBeNull();
  });

  /** Source: RFC 8037, appendix A.3; the P-256 key of RFC 7517, appendix A.1, whose thumbprint `openssl dgst -sha256` gives. */
  test('name keys as RFC 7638 computes their thumbprints', () => {
    expect(edThumbprint('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
    const x = 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4';
    const y = '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM';
    expect(thumbprintOf({ kty: 'EC', crv: 'P-256', x, y })).toBe('cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s');
  });
});
