import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { mail } from '../../support/mailroom.ts';
import { until } from '../../support/processes.ts';
import { type Product, startProduct } from '../../support/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ MAIL_AUTH: 'relay', MAIL_AUTHSERV_ID: 'mx.alize.example' });
});
afterAll(() => product.stop());

test('the whole product believes the relay that it was told of', async () => {
  const client = createTransport({ host: '127.0.0.1', port: product.mailPort, ignoreTLS: true });
  for (const result of ['pass', 'fail']) {
    const told = `mx.alize.example; dmarc=${result} header.from=boulangerie-moule.example`;
    await client.sendMail({
      envelope: { from: 'jean@boulangerie-moule.example', to: 'support@alize.example' },
      raw: mail({ 'Authentication-Results': told, Subject: `Dit ${result}` }),
    });
  }
  client.close();
  const settled = () =>
    product
      .knex('inbound_emails')
      .whereNotNull('outcome')
      .orderBy('id')
      .select('outcome', 'sender_proof');
  await until(async () => (await settled()).length === 2);
  expect(await settled()).toEqual([
    { outcome: 'ticket_opened', sender_proof: 'pass' },
    { outcome: 'ticket_opened', sender_proof: 'fail' },
  ]);
  expect(await product.knex('acknowledgements').pluck('state')).toEqual(['sent']);
});
