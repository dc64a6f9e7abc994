import { cardAt, type Expiry, findTestCard } from '../billing/cards.ts';
import { findTestAccount } from '../billing/debits.ts';
import type { CardForm } from '../billing/pending-cards.ts';
import { type Html, html } from './html.ts';

/** The fields of a form by name, as text. */
export type Fields = Readonly<Record<string, string>>;

/** The buyer's input, so that a refused form need not be filled in again. The card number is not repeated. */
type CardFieldsInput = { readonly fields: Fields; readonly error: string | null; readonly isOptional?: boolean };

/** The fields of a card, with the error of the last attempt. */
export const cardFields = ({ fields, error, isOptional = false }: CardFieldsInput): Html => html`
${error === null ? null : html`<p class="error" role="alert" id="card-error">${error}</p>`}
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="cc-number"${isOptional ? null : html` required`} placeholder="4242 4242 4242 4242"${error === null ? null : html` aria-invalid="true" aria-describedby="card-error"`}>
<label for="exp">Expiration (MM / YY; none: in eight years)</label>
<input id="exp" name="exp" autocomplete="cc-exp" placeholder="12 / 34" value="${fields.exp ?? ''}">
<label for="name">Name on card</label>
<input id="name" name="name" autocomplete="cc-name" required value="${fields.name ?? ''}">
<label for="country">Country (two letters)</label>
<input id="country" name="country" autocomplete="country" required maxlength="2" value="${fields.country ?? 'US'}">
<label for="postal_code">Postal code</label>
<input id="postal_code" name="postal_code" autocomplete="postal-code" value="${fields.postal_code ?? ''}">
`;

/** The field for a card that is paid with, and kept by, Link. */
export const linkField = ({ link_email: typed = '' }: Fields): Html => html`
<label for="link_email">Email address of your Link account, which then keeps the card (optional)</label>
<input id="link_email" name="link_email" autocomplete="off" value="${typed}">`;

/** The second form: the buyer's bank asks whether it is they. */
export const authenticationForm = (action: string, hidden: Fields): Html => html`
<h1>3-D Secure</h1>
<p>Your bank asks you to confirm this payment. Say how it goes:</p>
<form method="post" action="${action}">
${hiddenInputs(hidden)}
<button name="result" value="complete">Complete authentication</button>
<button name="result" value="fail" class="plain">Fail authentication</button>
</form>`;

/** Hidden inputs that bring fields along with a form. */
export const hiddenInputs = (fields: Fields): Html[] =>
  Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`);

/** The list of test cards, as pages show it below a form. */
export const testCardHelp: Html = html`
<details>
<summary>Test cards</summary>
<ul>
<li>4242 4242 4242 4242 is paid</li>
<li>4000 0000 0000 0002 is declined</li>
<li>4000 0000 0000 9995 has insufficient funds</li>
<li>4000 0025 0000 3155 asks for 3-D Secure once, 4000 0027 6000 3184 every time</li>
<li>any of them with an expiration in the past has expired</li>
<li>4000 0000 0000 0341 can be saved and is declined when charged</li>
<li>4000 0000 0000 0259 is paid and then disputed</li>
</ul>
</details>`;

/** The field for a bank account instead of a card, on pages in euros. */
export const accountField = ({ iban = '' }: Fields): Html => html`
<label for="iban">IBAN, for SEPA debit, instead of a card</label>
<input id="iban" name="iban" autocomplete="off" placeholder="DE89 3704 0044 0532 0130 00" value="${iban}">`;

/** The list of test bank accounts, as pages show it below a form. */
export const testAccountHelp: Html = html`
<details>
<summary>Test accounts</summary>
<ul>
<li>DE89 3704 0044 0532 0130 00 pays after five days</li>
<li>DE62 3704 0044 0532 0130 01 turns out not to pay after five days</li>
<li>DE35 3704 0044 0532 0130 02 pays and is then disputed</li>
</ul>
</details>`;

/** The card in a form as it answers at `now` (epoch seconds), or the sentence that refuses it. A purchase in euros may name a bank account. */
export function readPaymentForm(
  fields: Fields,
  now: number,
  currency: string | null,
): CardForm | { readonly error: string } {
  const iban = fields.iban?.trim() ?? '';
  if (iban === '') return readCardForm(fields, now);
  if (currency !== 'eur') return { error: 'SEPA debit takes euros only. Pay with a card.' };
  const card = findTestAccount(iban);
  return card
    ? { card, expiry: undefined, details: detailsIn(fields) }
    : { error: 'This is a simulator: use one of Stripe’s test accounts, like DE89 3704 0044 0532 0130 00.' };
}

const detailsIn = ({
  name = '',
  country = '',
  postal_code: postalCode = '',
  tax_id: taxId = '',
}: Fields): CardForm['details'] => ({
  name: name.trim(),
  country: country.trim().toUpperCase().slice(0, 2),
  postalCode: postalCode.trim(),
  taxId: taxId.trim(),
});

/** The card in a form as it answers at `now` (epoch seconds), or the sentence that refuses it. */
export function readCardForm(fields: Fields, now: number): CardForm | { readonly error: string } {
  const number = fields.card?.trim() ?? '';
  if (number === '') return { error: 'Your card number is incomplete.' };
  const card = findTestCard(number);
  if (!card)
    return {
      error: 'Your card was declined. This is a simulator: use one of Stripe’s test cards, like 4242 4242 4242 4242.',
    };
  const { exp = '' } = fields;
  const expiry = exp.trim() === '' ? undefined : expiryIn(exp);
  if (expiry === null) return { error: 'Your card’s expiration date is incomplete: write it as MM / YY.' };
  const linkEmail = fields.link_email?.trim() ?? '';
  const answering = expiry ? cardAt(card, expiry, now) : card;
  return {
    card: linkEmail === '' ? answering : { ...answering, linkEmail },
    expiry,
    details: detailsIn(fields),
  };
}

/** `12/34`, `12 / 34` or `12 / 2034`; null for anything else. */
function expiryIn(text: string): Expiry | null {
  const [, month, year = ''] = /^\s*(0?[1-9]|1[0-2])\s*\/\s*(?:20)?(\d\d)\s*$/.exec(text) ?? [];
  return month === undefined ? null : { month: Number(month), year: 2000 + Number(year) };
}
