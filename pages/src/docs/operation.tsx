import type { ComponentChildren } from 'preact';
import { type ProblemCode, problems } from '../../../shared/errors.ts';
import type { ReferenceOperation } from '../../reference/model.ts';
import { problemTexts } from '../problem-texts.ts';
import { Run } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { FieldList } from './field-list.tsx';
import { Samples } from './samples.tsx';
import { Told } from './told.tsx';
import { TryOperation } from './try-operation.tsx';

/** Operations that Run over a table of records stands beside. The first needs no account; the second takes a key of who is signed in. */
const withRecords = ['readSample', 'readRecords'];

type OperationProps = { readonly operation: ReferenceOperation; readonly reader: Reader };

/** One operation: purpose, parameters, body, answers, errors, code, and Run where records can be tried. */
export function Operation({ operation, reader }: OperationProps) {
  const { say } = reader;
  const { id, method, path, summary, told, needs, parameters, body, code, example, run } = operation;
  const file = operation.isForPrograms ? '/openapi.json' : '/openapi/full.json';
  return (
    <section class="operation" aria-labelledby={id}>
      <h2 id={id}>
        <Told text={summary} />
      </h2>
      <p class="operation-path" dir="ltr">
        <code class="tag">{method}</code> <code>{path}</code>
      </p>
      {told && (
        <div class="prose">
          <p>
            <Told text={told} />
          </p>
        </div>
      )}
      <p class="small">{say(`reference.needs.${needs}`)}</p>
      <p class="small">
        {say(operation.isForPrograms ? 'reference.inBoth' : 'reference.inFull')}{' '}
        <a href={file}>
          <code>{file}</code>
        </a>
      </p>
      {parameters.length > 0 && (
        <Part title={say('reference.parameters')}>
          <FieldList fields={parameters} reader={reader} showsRequired />
        </Part>
      )}
      {body.length > 0 && (
        <Part title={say('reference.body')}>
          <FieldList fields={body} reader={reader} showsRequired />
        </Part>
      )}
      <Answers operation={operation} reader={reader} />
      <Refusals operation={operation} reader={reader} />
      {code.length > 0 && <Samples id={`${id}-code`} samples={code} say={say} />}
      {example && <Samples id={`${id}-example`} samples={[example]} say={say} />}
      {withRecords.includes(id) && <FirstRun id={id} reader={reader} />}
      {run && <TryOperation id={id} form={run} reader={reader} />}
    </section>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <>
    <h3>{title}</h3>
    {children}
  </>
);

function Answers({ operation: { id, answers }, reader }: OperationProps) {
  const { say } = reader;
  return (
    <Part title={say('reference.answers')}>
      {answers.map(({ status, told, mediaTypes, fields }) => (
        <div key={status} class="operation-answer">
          <p>
            <code>{status}</code> <Told text={told} /> <code class="small">{mediaTypes.join(', ')}</code>
          </p>
          {fields.length > 0 && (
            <details id={`${id}-${status}`}>
              <summary>{say('reference.fields', { count: fields.length })}</summary>
              <FieldList fields={fields} reader={reader} />
            </details>
          )}
        </div>
      ))}
    </Part>
  );
}

function Refusals({ operation: { problems: own, commonProblems, needs }, reader }: OperationProps) {
  const { say } = reader;
  return (
    <Part title={say('reference.errors')}>
      {own.length > 0 && <Codes codes={own} reader={reader} />}
      {commonProblems.length > 0 && (
        <details>
          <summary>{say(`reference.common.${needs}`)}</summary>
          <Codes codes={commonProblems} reader={reader} />
        </details>
      )}
    </Part>
  );
}

const Codes = ({
  codes,
  reader: { to, language },
}: {
  readonly codes: readonly ProblemCode[];
  readonly reader: Reader;
}) => (
  <ul class="operation-codes">
    {codes
      .toSorted((one, other) => problems[one].status - problems[other].status)
      .map((code) => (
        <li key={code}>
          <span>{problems[code].status}</span>{' '}
          <a href={to(`/problems/${code}`)}>
            <code>{code}</code>
          </a>{' '}
          {problemTexts[language][code].title}
        </li>
      ))}
  </ul>
);

function FirstRun({ id, reader }: { readonly id: string; readonly reader: Reader }) {
  const [dataset] = reader.catalog.datasets;
  return dataset ? (
    <Run id={`${id}-run`} dataset={dataset} reader={reader} open={2} hasMore={false} keepsAddress={false} />
  ) : null;
}
