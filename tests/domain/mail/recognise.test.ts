import { describe, expect, test } from '@jest/globals';
import { recognise } from '../../../server/domain/mail/recognise.ts';
import { aMail, fields } from './a-mail.ts';

const daemon = { name: 'Mail Delivery System', address: 'MAILER-DAEMON@mx.courriel.example' };

describe('people', () => {
  test('Jean writes', () => {
    expect(recognise(aMail())).toMatchObject({ nature: 'person', reasons: [], listMail: false });
  });

  test('Auto-Submitted: no is a person, whatever the subject says', () => {
    const mail = aMail({
      subject: 'Réponse automatique en panne sur notre boîte',
      headers: { 'auto-submitted': 'no' },
    });
    expect(recognise(mail).nature).toBe('person');
  });

  test('a customer who pastes a bounce, or speaks of 550 euros, is a person', () => {
    const mail = aMail({
      subject: 'Mail delivery failed: nos clients ne nous reçoivent plus',
      text: 'Voici ce que nous recevons :\n\nYour message could not be delivered to <marie.hoarau@courriel.example>: 550 5.1.1 User unknown\n\nLe devis de 550 euros est validé.',
    });
    expect(recognise(mail).nature).toBe('person');
  });

  test.each([
    'Réponse automatique qui ne part plus',
    'Comment activer un message d’absence ?',
    'Out of office settings do not work',
    'Problème : mon répondeur automatique',
    'Absent lors de votre appel, merci de rappeler',
    'Vacation rental website is down',
    'Re: Mail delivery problem',
  ])('words about automatic mail are not automatic mail: %s', (subject) => {
    expect(recognise(aMail({ subject })).nature).toBe('person');
  });

  test('a postmaster is a person too', () => {
    const mail = aMail({
      from: { name: 'System Administrator', address: 'postmaster@boulangerie-moule.example' },
      subject: 'Mail delivery problem',
      text: 'Bonjour, pouvez-vous vérifier notre serveur de messagerie ?',
    });
    expect(recognise(mail)).toMatchObject({ nature: 'machine_alert', bounce: null });
  });

  test('a customer who attaches a mail of ours does not speak for that mail', () => {
    const original = { messageId: '2026-000318.a.b@alize.example', headers: fields({}) };
    expect(recognise(aMail({ original })).concerns).toEqual([]);
  });
});

describe('machines that answer', () => {
  test.each([
    [{ 'auto-submitted': 'auto-replied' }, 'header:auto-submitted=auto-replied'],
    [{ 'auto-submitted': 'Auto-Replied; owner="jean"' }, 'header:auto-submitted=auto-replied'],
    [{ 'x-autoreply': 'yes' }, 'header:x-autoreply'],
    [{ 'x-autorespond': 'absence' }, 'header:x-autorespond'],
    [{ precedence: 'auto_reply' }, 'header:precedence=auto_reply'],
  ])('%j', (headers, reason) => {
    const found = recognise(aMail({ headers }));
    expect(found.nature).toBe('auto_reply');
    expect(found.reasons).toContain(reason);
  });

  test.each([
    'Réponse automatique : Votre ticket 2026-000318',
    'Absence du bureau Re: Votre ticket',
    'Out of Office: Your ticket',
    'Automatic reply: Your ticket',
    'Abwesenheitsnotiz: Ihr Ticket',
    'Respuesta automática: su incidencia',
    'Risposta automatica: il vostro ticket',
    'Re: Votre ticket (réponse automatique)',
    '[Auto-Reply] Your ticket',
    'Automatyczna odpowiedź: Zgłoszenie',
    'Karim Diallo is out of the office',
    '自动回复: 您的工单',
  ])('by its subject: %s', (subject) => {
    expect(recognise(aMail({ subject })).nature).toBe('auto_reply');
  });

  test('an acknowledgement counts beside a header that says a machine sent it', () => {
    const text = 'Merci pour votre message. Nous vous répondrons dès que possible.';
    expect(recognise(aMail({ text })).nature).toBe('person');
    expect(recognise(aMail({ text, returnPath: '' })).nature).toBe('auto_reply');
  });

  test('what is generated as an answer is one; under a fresh subject it is an alert', () => {
    const headers = { 'auto-submitted': 'auto-generated' };
    const answer = aMail({ headers, inReplyTo: ['n1@alize.example'], subject: 'Re: Votre ticket' });
    expect(recognise(answer).nature).toBe('auto_reply');
    expect(recognise(aMail({ headers, subject: 'Disque plein' })).nature).toBe('machine_alert');
  });

  test('a receipt of reading', () => {
    const dispositionNotification = fields({
      disposition: 'manual-action/MDN-sent-manually; displayed',
    });
    expect(recognise(aMail({ dispositionNotification })).nature).toBe('auto_reply');
  });
});

describe('machines that write on their own account', () => {
  test.each([
    [{ headers: { 'auto-submitted': 'auto-generated' } }],
    [{ headers: { precedence: ['never-bounce', 'bulk'] } }],
    [{ headers: { 'list-unsubscribe': '<https://liste.example/u>' } }],
    [{ returnPath: '' }],
    [{ from: { name: 'Zabbix', address: 'zabbix@surveillance.example' } }],
    [{ from: { name: '', address: 'no-reply@boutique.example' } }],
  ])('%j', (more) => {
    expect(recognise(aMail(more)).nature).toBe('machine_alert');
  });

  test('a list is noted', () => {
    expect(recognise(aMail({ headers: { 'list-id': '<clients.liste.example>' } })).listMail).toBe(
      true,
    );
  });

  test('our own mail that came back is a loop, whatever else it looks like', () => {
    const headers = { 'x-guichet': '2026-000318', 'auto-submitted': 'auto-generated' };
    expect(recognise(aMail({ headers })).nature).toBe('loop');
  });
});

describe('reports by the standard', () => {
  const failed = fields({
    'final-recipient': 'rfc822; marie.hoarau@courriel.example',
    action: 'failed',
    status: '5.1.1',
    'diagnostic-code': 'smtp; 550 5.1.1 <marie.hoarau@courriel.example>: User unknown',
  });
  const original = { messageId: '2026-000318.n1.sig@alize.example', headers: fields({}) };

  test('a dead address', () => {
    const mail = aMail({ from: daemon, deliveryStatus: [failed], original });
    expect(recognise(mail)).toMatchObject({
      nature: 'bounce',
      concerns: ['2026-000318.n1.sig@alize.example'],
      bounce: { recipients: ['marie.hoarau@courriel.example'], status: '5.1.1', hard: true },
    });
  });

  test('a full mailbox is no dead address', () => {
    const full = fields({
      'final-recipient': 'rfc822;tiare@agence-lagon.example',
      action: 'failed',
      status: '5.2.2',
      'diagnostic-code': 'smtp; 552 5.2.2 Mailbox full',
    });
    expect(recognise(aMail({ deliveryStatus: [full] })).bounce).toEqual({
      recipients: ['tiare@agence-lagon.example'],
      status: '5.2.2',
      hard: false,
    });
  });

  test('the address that we wrote to counts, not the one it was forwarded to', () => {
    const forwarded = fields({
      'original-recipient': 'rfc822;marie.hoarau@courriel.example',
      'final-recipient': 'rfc822;mh-1987@interne.example',
      action: 'failed',
      status: '5.0.0',
    });
    expect(recognise(aMail({ deliveryStatus: [forwarded] })).bounce?.recipients).toEqual([
      'marie.hoarau@courriel.example',
    ]);
  });

  test('a delay is not a failure, a success neither', () => {
    const block = (action: string, status: string) =>
      aMail({
        deliveryStatus: [
          fields({ 'final-recipient': 'rfc822;a@courriel.example', action, status }),
        ],
      });
    expect(recognise(block('delayed', '4.4.7')).nature).toBe('delay');
    expect(recognise(block('delivered', '2.0.0')).nature).toBe('receipt');
  });

  test('an abuse complaint', () => {
    const feedbackReport = fields({ 'feedback-type': 'abuse' });
    expect(recognise(aMail({ feedbackReport }))).toMatchObject({
      nature: 'feedback',
      reasons: ['report:feedback=abuse'],
    });
  });
});

describe('bounces in prose', () => {
  const bounce = (subject: string, text: string) =>
    recognise(aMail({ from: daemon, returnPath: '', subject, text }));

  test.each([
    [
      'Undelivered Mail Returned to Sender',
      'This is the mail system.\n\nFor assistance, contact <postmaster@alize.example>\n\n<marie.hoarau@courriel.example>: host mx said: 550 5.1.1\n    <marie.hoarau@courriel.example>: User unknown\n',
    ],
    [
      'failure notice',
      'Hi. I was not able to deliver your message to the following addresses.\n\n<marie.hoarau@courriel.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nTo: jean@boulangerie-moule.example\n',
    ],
    [
      'Échec de la remise de votre message',
      "Votre message n'a pas pu être remis à marie.hoarau@courriel.example\nLe destinataire est inconnu (550 5.1.1).\n",
    ],
    [
      'Undeliverable: Votre ticket',
      'Your message\n\n  To:      marie.hoarau@courriel.example\n  Subject: Votre ticket\n\ndid not reach the following recipient(s):\n\nmarie.hoarau@courriel.example on Mon, 23 Nov 2026\n    The recipient name is not recognized\n',
    ],
  ])('%s', (subject, text) => {
    expect(bounce(subject, text)).toMatchObject({
      nature: 'bounce',
      bounce: { recipients: ['marie.hoarau@courriel.example'], hard: true },
    });
  });

  test.each([
    ['1. marie.hoarau@courriel.example\n2. tiare@agence-lagon.example'],
    ['   Marie Hoarau (marie.hoarau@courriel.example)\n   Tiare (tiare@agence-lagon.example)'],
    ['Delivery failed for: marie.hoarau@courriel.example, tiare@agence-lagon.example'],
  ])('a list: %s', (list) => {
    const text = `Your message was undeliverable to the following:\n\n${list}\n`;
    expect(bounce('Delivery failure', text).bounce?.recipients).toEqual([
      'marie.hoarau@courriel.example',
      'tiare@agence-lagon.example',
    ]);
  });

  test('two addresses, each on its line', () => {
    const text =
      'The following addresses failed:\n\n  marie.hoarau@courriel.example\n    SMTP error from remote server after RCPT TO: 550 5.1.1 User unknown\n  tiare@agence-lagon.example\n    552 5.2.2 Mailbox full\n\n------ This is a copy of the message ------\n';
    expect(bounce('Mail delivery failed', text).bounce?.recipients).toEqual([
      'marie.hoarau@courriel.example',
      'tiare@agence-lagon.example',
    ]);
  });

  test('a warning that it is late', () => {
    const text =
      'A message that you sent has not yet been delivered to:\n\n  marie.hoarau@courriel.example\n\nDelivery attempts will continue.\n';
    expect(bounce('Warning: message delayed 24 hours', text)).toMatchObject({
      nature: 'delay',
      bounce: { recipients: ['marie.hoarau@courriel.example'], hard: false },
    });
  });

  test('it names the mail that it returns', () => {
    const text =
      '<marie.hoarau@courriel.example>: unknown user\n\n--- Original message follows.\n\nReceived: from alize.example\nMessage-ID: <2026-000318.n1.sig@alize.example>\n';
    expect(bounce('Delivery failure', text).concerns).toEqual(['2026-000318.n1.sig@alize.example']);
  });

  test('a parcel that could not be delivered is no mail that could not', () => {
    const mail = aMail({
      from: { name: 'Transporteur', address: 'no-reply@colis.example' },
      subject: 'Delivery failed',
      text: 'Your parcel could not be delivered today.',
    });
    expect(recognise(mail).nature).toBe('machine_alert');
  });
});

test('a challenge asks to prove that one is human', () => {
  const mail = aMail({
    from: { name: '', address: 'marie.hoarau@courriel.example' },
    headers: { 'auto-submitted': 'auto-replied' },
    text: 'Votre message est en attente. Pour prouver que vous n’êtes pas un robot, cliquez sur ce lien afin que votre message soit remis.',
  });
  expect(recognise(mail).nature).toBe('challenge');
});
