import { describe, expect, test } from 'vitest';
import { auditPath, hexOf, leafHash, rootByPath, treeRoot } from '../../../shared/domain/evidence/merkle.ts';

/**
 * Inputs and roots of the reference trees of Certificate Transparency.
 * Source: google/certificate-transparency, `cpp/merkletree/merkle_tree_test.cc`; transparency-dev/merkle, `testonly/constants.go`.
 */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);
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
const leaves = inputs.map((input) => leafHash(input));

describe('a tree', () => {
  test('has the roots of the reference trees of Certificate Transparency', () => {
    expect(roots.map((_, i) => hexOf(treeRoot(leaves.slice(0, i + 1))))).toEqual(roots);
    expect(hexOf(treeRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('leads from each leaf to its root, and from no other place', () => {
    const many = Array.from({ length: 33 }, (_, i) => leafHash(`leaf ${i}`));
    for (let size = 1; size <= many.length; size++) {
      const tree = many.slice(0, size);
      const root = hexOf(treeRoot(tree));
      for (const [index, leaf] of tree.entries()) {
        const path = auditPath(tree, index);
        const found = rootByPath(leaf, { index, size }, path);
        expect(found && hexOf(found)).toBe(root);
        const elsewhere = rootByPath(leaf, { index: (index + 1) % size, size }, path);
        if (size > 1) expect(elsewhere && hexOf(elsewhere)).not.toBe(root);
        expect(rootByPath(leaf, { index, size }, [...path, leaf])).toBeNull();
      }
    }
  });

  test('has no leaf beyond its last', () => {
    expect(() => auditPath(leaves, leaves.length)).toThrow(RangeError);
    expect(rootByPath(leaves[0] as Uint8Array, { index: 8, size: 8 }, [])).toBeNull();
  });
});
