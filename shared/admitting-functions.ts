import {
  InvokeCommand,
  type LambdaClient,
  ResourceNotFoundException,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import type { ReportAnswer, ReportEvent } from './domain/usage/report-request.ts';

/** The functions that admit calls, as seen by others that need a report of one of their instances. */
export interface AdmittingFunctions {
  /**
   * Asks some environment of a function to report. Null: none answered, since the function failed, is no longer there, or has as many environments as it may. Throws
   * what else Lambda refuses.
   */
  ask(functionName: string, event: ReportEvent): Promise<ReportAnswer | null>;
}

/** Over Lambda. Source: AWS Lambda API Reference, Invoke. */
export const admittingFunctionsOver = (lambda: LambdaClient): AdmittingFunctions => ({
  async ask(functionName, event) {
    try {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
      );
      return FunctionError ? null : (JSON.parse(Payload?.transformToString() ?? 'null') as ReportAnswer | null);
    } catch (error) {
      if (error instanceof TooManyRequestsException || error instanceof ResourceNotFoundException) return null;
      throw error;
    }
  },
});
