import { get } from 'node:http';

/** The call of the upstream, which a buyer pays for. */
export const callUpstream = (): Promise<string> =>
  new Promise((resolve, reject) => {
    get(process.env.UPSTREAM ?? '', { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve(text));
    }).once('error', reject);
  });
