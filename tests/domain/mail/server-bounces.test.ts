import { expect, test } from '@jest/globals';
import { recognise } from '../../../server/domain/mail/recognise.ts';
import { aMail } from './a-mail.ts';
import { MARIE, SERVER_BOUNCES } from './server-bounces.ts';

test.each(SERVER_BOUNCES)('$server', (bounce) => {
  const { from, subject, text, nature = 'bounce', recipients = [MARIE], status, hard } = bounce;
  const [, name = '', address = ''] = /^(?:(.*) <)?([^<>]*)>?$/.exec(from) ?? [];
  const found = recognise(
    aMail({ from: { name, address }, returnPath: '', subject, text, headers: { from } }),
  );
  expect({ nature: found.nature, ...found.bounce }).toEqual({
    nature,
    recipients,
    status: status ?? null,
    hard,
  });
});
