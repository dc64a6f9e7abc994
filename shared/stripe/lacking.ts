import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { permissionIn } from './permissions.ts';

/** Runs a read that an operator asks for. @throws AppError `conflict` that names the permission which Stripe's key lacks */
export async function permitted<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof Stripe.errors.StripePermissionError ? lacking(error) : error;
  }
}

const lacking = (cause: Stripe.errors.StripePermissionError) =>
  new AppError(
    'conflict',
    `The service’s Stripe key lacks the permission ${permissionIn(cause.message) ?? 'to read this'}. Give it that in the Stripe dashboard.`,
    { cause },
  );
