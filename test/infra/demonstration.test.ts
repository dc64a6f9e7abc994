import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { demonstrationIn, type Offer, refuseDemonstration, warnOfDemonstration } from '../../infra/demonstration.ts';
import tollgate from '../../tollgate.config.ts';
import { temporaryFolder } from './support.ts';

const settings = { mailFrom: 'billing@parley.dev', alarmEmail: 'alarms@parley.dev' };
/** An offer in which an operator has replaced every part of the sample. */
const own: Offer = {
  settings,
  catalog: {
    supportEmail: 'support@parley.dev',
    operators: [{ email: 'ada@parley.dev', role: 'owner' }],
    upstreams: [],
    licences: [{ id: 'posts', version: '1', title: 'Licence', text: 'You may read.' }],
    datasets: tollgate.datasets.filter(({ synthetic }) => !synthetic),
  },
};
const with_ = (catalog: Partial<Offer['catalog']>, more: Partial<Offer['settings']> = {}): Offer => ({
  settings: { ...settings, ...more },
  catalog: { ...own.catalog, ...catalog },
});
const [upstream] = tollgate.upstreams ?? [];

test('stage `prod` is not built with the sample configuration, and the error lists every reason', () => {
  const found = demonstrationIn({ catalog: tollgate, settings: { mailFrom: tollgate.supportEmail } });
  expect(() => refuseDemonstration('prod', found)).toThrow(
    /supportEmail is support@example.com(.|\n)*licence films(.|\n)*posts is synthetic/,
  );
});

test.each([
  ['no reserved address, sample licence or synthetic data', own, undefined],
  [
    'an address of nobody',
    with_({ supportEmail: 'support@example.com' }),
    'supportEmail is support@example.com, an address of nobody',
  ],
  [
    'an operator who is nobody',
    with_({ operators: ['a@parley.dev', 'b@demo.test'].map((email) => ({ email, role: 'owner' })) }),
    'operators is b@demo.test, an address of nobody',
  ],
  [
    'mail from nobody',
    with_({}, { mailFrom: 'a@mail.example.org' }),
    'mailFrom is a@mail.example.org, an address of nobody',
  ],
  ['alarms to nobody', with_({}, { alarmEmail: 'a@b.invalid' }), 'alarmEmail is a@b.invalid, an address of nobody'],
  [
    'a domain of nobody',
    with_({}, { domain: { name: 'data.example.com', certificateArn: '' } }),
    'domainName is data.example.com, an address of nobody',
  ],
  ['a name that only looks like one', with_({ supportEmail: 'support@myexample.com' }), undefined],
  [
    'an upstream of nobody',
    with_({ upstreams: [upstream!] }),
    'upstream trends is trends.example.com, an address of nobody',
  ],
  [
    'a sample licence',
    with_({ licences: tollgate.licences.slice(0, 1) }),
    'licence conversations says that it is a demonstration',
  ],
  ['synthetic data', with_({ datasets: tollgate.datasets }), 'dataset posts is synthetic'],
])('stage `prod` reports an offer with %s, or is built', (_, offer, sentence) => {
  expect(demonstrationIn(offer)).toEqual(sentence === undefined ? [] : [sentence]);
  if (sentence === undefined) refuseDemonstration('prod', demonstrationIn(offer));
});

test('another stage is built with the demonstration, and warns', () => {
  const stack = new Stack(new App({ outdir: temporaryFolder() }), 'Any');
  const found = demonstrationIn(with_({ datasets: tollgate.datasets }));
  refuseDemonstration('dev', found);
  warnOfDemonstration(stack, found);
  expect(stack.node.metadata.map(({ data }) => data)).toContainEqual(
    expect.stringContaining('Stage "prod" would refuse this: dataset posts is synthetic.'),
  );
});
