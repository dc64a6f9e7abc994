import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useVisitor } from '../account/account-api.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type BuyOrSignUpProps = {
  readonly text: string;
  /** The address where a visitor signs up first. */
  readonly signUp: string;
  /** Leaves for Stripe's checkout. */
  readonly buy: () => Promise<unknown>;
};

/** A button that leads a visitor to sign-up, and an account to Stripe's checkout. */
export function BuyOrSignUp({ text, signUp, buy }: BuyOrSignUpProps) {
  const mutation = useMutation({ mutationFn: buy });
  if (!useVisitor()) {
    return (
      <Link className="button button-primary" to={signUp}>
        {text}
      </Link>
    );
  }
  return (
    <>
      <Button kind="primary" busy={mutation.isPending || mutation.isSuccess} onClick={() => mutation.mutate()}>
        {text}
      </Button>
      <ProblemNote error={mutation.error} />
    </>
  );
}
