/**
 * One difference between what the simulator heard or said and Stripe's documents. `what` names it for the list of exceptions: `POST
 * /v1/refunds sum`, `invoice lines.data[].prise`. `detail` says what is wrong with it.
 */
export type Difference = { readonly what: string; readonly detail: string };
