import { expect, test } from 'vitest';
import { domainOfAddress, mailboxOf, maskedAddress } from '../../shared/domain/mail/mailbox.ts';

test.each([
  ['Mark@Buyer.example', 'mark@buyer.example'],
  [' mark@buyer.example ', 'mark@buyer.example'],
  ['mark+1@buyer.example', 'mark@buyer.example'],
  ['mark+a+b@buyer.example', 'mark@buyer.example'],
  ['m.a.rk+x@gmail.com', 'mark@gmail.com'],
  ['mark@googlemail.com', 'mark@gmail.com'],
])('%s is counted as the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});

test.each([
  ['dots of other domains, which may tell people apart', 'm.ark@buyer.example', 'mark@buyer.example'],
  ['dots where Google hosts a domain of others', 'm.ark@workspace.example', 'mark@workspace.example'],
  ['a tag that is the whole name', '+mark@buyer.example', '+eve@buyer.example'],
  ['a domain that only looks like Gmail', 'm.ark@gmail.com.example', 'mark@gmail.com.example'],
])('%s stay apart', (_, one, other) => {
  expect(mailboxOf(one)).not.toBe(mailboxOf(other));
});

test('the domain is the part after the last @', () => {
  expect(domainOfAddress('mark@Buyer.Example')).toBe('buyer.example');
});

test.each([
  ['bob.b+news@acme.example', 'b…@acme.example'],
  ['b@acme.example', 'b…@acme.example'],
  ['', '…'],
])('the address %s is masked as %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});
