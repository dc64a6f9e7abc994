import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/** Each checked thing with the fact that it shows. */
const shows: readonly (readonly [name: string, title: string, shows: string])[] = [
  ['files', 'files', 'none was added, left out or changed after the manifest was signed'],
  [
    'seals',
    'seals',
    'the chain of published roots has no gap; who signs them cannot exchange one that somebody fetched',
  ],
  ['timestamps', 'time stamps', 'each is of its signed seal; who made it is for `openssl ts -verify` to say'],
  ['leaves', 'leaves', 'the hours of this organization follow each other without gap, each in its seal'],
  ['entries', 'entries', 'each is what was written in its hour, byte by byte; none was added, dropped or moved since'],
  ['facts', 'facts', 'acceptances, use cases, keys, contests and holds are the sealed ones'],
  [
    'signedRequests',
    'requests signed by the buyer',
    'the holder of that key asked for exactly this; not that the answer arrived',
  ],
  ['recordLists', 'lists of record ids', 'these records, and no others, were in the answer'],
  ['statements', 'statements', 'told to the buyer day by day, and they say what the entries say'],
  ['instances', 'certified instances', 'their receipts can be checked with this pack'],
  ['persons', 'opened personal fields', 'they are the fields that were sealed'],
  ['receipts', 'receipts of the buyer', 'an entry with a receipt was written when the answer was given'],
  ['witnessed', 'kept seals and statements', 'the pack tells the same past as when they were fetched'],
];

const count = (value: number): string => value.toLocaleString('en-US');

/** The verdict for a person, in lines of text. */
export function printed(verdict: Verdict): string {
  const { manifest, findings, found, notes, ok } = verdict;
  const head = [
    `Pack of ${manifest.name} (${manifest.organization})`,
    `Period ${manifest.from} to ${manifest.to}, sealed through seal ${manifest.sealedThrough}, made ${manifest.at}`,
    ...keyLines(verdict),
    '',
  ];
  const checks = shows
    .filter(([name]) => (verdict.counts[name] ?? 0) > 0)
    .map(([name, title, meaning]) => `  ${count(verdict.counts[name] ?? 0)} ${title}: ${meaning}.`);
  const failed = findings.map((finding) => `  ${whereOf(finding)}${finding.text} [${finding.code}]`);
  const more = found > findings.length ? [`  … and ${count(found - findings.length)} more`] : [];
  return [
    ...head,
    ...(ok
      ? ['Everything that was checked holds:', ...checks]
      : [`${count(found)} things do not hold:`, ...failed, ...more]),
    ...appLines(verdict),
    ...(notes.length > 0 ? ['', 'To know:', ...notes.map((note) => `  ${note}`)] : []),
    '',
    'The pack shows at least these reads: a crash may lose the entries of its last seconds.',
    ok ? 'RESULT: the pack holds.' : 'RESULT: the pack does NOT hold.',
  ].join('\n');
}

function keyLines({ signer, pinned, manifest }: Verdict): string[] {
  const where = manifest.origin ? `${manifest.origin}/.well-known/tollgate/keys` : "the operator's published keys";
  if (pinned) return [`Signed by the key ${signer}, compared with the one that you gave.`];
  return [
    `Signed by the key ${signer}.`,
    `You gave no --key. Compare this thumbprint with ${where}, best with a copy that you kept earlier.`,
  ];
}

const whereOf = ({ file, line, seal, hour, entry }: Finding): string => {
  const parts = [
    file && `${file}${line ? ` line ${line}` : ''}`,
    seal && `seal ${seal}${hour ? ` (${hour})` : ''}`,
    entry && `entry ${entry}`,
  ];
  const where = parts.filter(Boolean).join(', ');
  return where === '' ? '' : `${where}: `;
};

function appLines({ apps }: Verdict): string[] {
  if (apps.length === 0) return [];
  const undeclared = apps.filter((app) => app.undeclared > 0);
  const government = apps.filter((app) => app.government > 0);
  return [
    '',
    `${count(apps.length)} apps called. ${count(undeclared.length)} called without a declared use case, ${count(government.length)} for government end users:`,
    ...apps.map(
      (app) =>
        `  ${app.name ? `${app.name} (${app.app})` : app.app}: ${count(app.calls)} calls, ${count(app.units)} units` +
        `${app.undeclared > 0 ? `, ${count(app.undeclared)} without a use case` : ''}${app.government > 0 ? `, ${count(app.government)} for government` : ''}` +
        `${app.besideGovernment > 0 ? `, ${count(app.besideGovernment)} outside of its declaration of government end users` : ''}`,
    ),
  ];
}
