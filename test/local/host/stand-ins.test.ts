import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { createMailService } from '../../../local/aws/mail-service.ts';
import { createParameterStore } from '../../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../../local/aws/server.ts';
import { createMailbox } from '../../../local/mailbox.ts';

async function standIns() {
  const mailbox = createMailbox();
  const now = () => new Date('2026-11-24T00:00:00Z');
  const parameters = createParameterStore(now);
  const mailService = createMailService(mailbox, now);
  const server = await startAwsServer(parameters, mailService);
  const settings = { ...localAws, endpoint: server.endpoint, maxAttempts: 1 };
  const [ssm, ses] = [new SSMClient(settings), new SESv2Client(settings)];
  onTestFinished(async () => {
    ssm.destroy();
    ses.destroy();
    await server.stop();
  });
  return { mailbox, parameters, ssm, ses };
}

const mail = (subject: string, text: string, to = 'a@example.com') =>
  new SendEmailCommand({
    FromEmailAddress: 'support@example.com',
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: { Subject: { Data: subject }, Body: { Text: { Data: text }, Html: { Data: `<p>${text}</p>` } } },
    },
  });

test('the SDK reads back its parameters, and gets the names of missing ones', async () => {
  const { ssm } = await standIns();
  await ssm.send(new PutParameterCommand({ Name: '/t/a', Value: 'secret', Type: 'SecureString' }));
  const command = new GetParametersCommand({ Names: ['/t/a', '/t/b'], WithDecryption: true });
  expect(await ssm.send(command)).toMatchObject({
    Parameters: [{ Name: '/t/a', Value: 'secret', Version: 1 }],
    InvalidParameters: ['/t/b'],
  });
});

test('a SecureString stays encrypted unless the request asks for decryption', async () => {
  const { ssm, parameters } = await standIns();
  parameters.put('/t/a', 'secret');
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/t/a' }));
  expect(Parameter?.Value).not.toContain('secret');
});

test('the stand-in refuses the same calls as SSM, with the same error names', async () => {
  const { ssm, parameters } = await standIns();
  parameters.put('/t/a', 'secret');
  const refusals = [
    [new GetParameterCommand({ Name: '/t/none' }), 'ParameterNotFound'],
    [new PutParameterCommand({ Name: '/t/a', Value: 'other', Type: 'SecureString' }), 'ParameterAlreadyExists'],
    [new PutParameterCommand({ Name: '/t/new', Value: 'other' }), 'ValidationException'],
    [new DeleteParameterCommand({ Name: '/t/a' }), 'UnknownOperationException'],
  ] as const;
  for (const [command, name] of refusals)
    await expect(ssm.send(command as GetParameterCommand)).rejects.toMatchObject({ name });
  expect(parameters.get('/t/a')).toBe('secret');
});

test('mails are listed newest first, with the links of their text, each once and in order', async () => {
  const { ses, mailbox } = await standIns();
  await ses.send(mail('first', 'Hello'));
  await ses.send(
    mail('second', 'Go to http://localhost/b?token=1, or http://localhost/a.\n(http://localhost/b?token=1)'),
  );
  expect(mailbox.list()).toMatchObject([
    { to: 'a@example.com', subject: 'second', links: ['http://localhost/b?token=1', 'http://localhost/a'] },
    { to: 'a@example.com', subject: 'first', text: 'Hello', html: '<p>Hello</p>', links: [] },
  ]);
});

test('a mail with a line break in its subject or address is refused', async () => {
  const { ses, mailbox } = await standIns();
  await expect(ses.send(mail('a\r\nBcc: b@example.com', 'x'))).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(ses.send(mail('a', 'x', 'a@example.com\nb@example.com'))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  expect(mailbox.list()).toEqual([]);
});
