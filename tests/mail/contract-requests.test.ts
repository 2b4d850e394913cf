import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identityToken } from '../../server/security/identity-link.ts';
import { findContractRequest } from '../../server/store/contract-requests.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

const MARIE = {
  From: 'Marie Hoarau <marie.hoarau@courriel.example>',
};

describe('a mail whose subject is a contract request (R2)', () => {
  let room: Mailroom;
  beforeAll(async () => {
    room = await createMailroom();
    // an agent's Monday, 2 March 2026
    room.clock.now = new Date('2026-03-02T22:30:00Z');
  });
  afterAll(() => room.close());

  async function opened(subject: string, from = MARIE.From) {
    const address = /<(.+)>/.exec(from)?.[1] ?? from;
    await room.deliver(mail({ From: from, Subject: subject }, 'Je vous écris pour cela.'), {
      from: address,
    });
    const ticket = await room.knex('tickets').orderBy('id', 'desc').first();
    const request = await findContractRequest(room.knex, ticket.id);
    return { ticket, request };
  }

  test('opens a cancellation, counted from its receipt, and says its dates', async () => {
    const { ticket, request } = await opened('Résiliation pour défaut de mise à disposition');
    expect(ticket).toMatchObject({ kind: 'cancellation', channel: 'email' });
    expect(request).toMatchObject({
      kind: 'cancellation',
      service: 'Résiliation pour défaut de mise à disposition',
      name: 'Marie Hoarau',
      receivedOn: '2026-03-02',
      refundBy: '2026-03-16',
      identity: null,
    });
    const letter = await room.knex('outbound_emails').orderBy('id', 'desc').first();
    expect(letter).toMatchObject({
      letter: 'request_acknowledgement',
      to_address: 'marie.hoarau@courriel.example',
      automatic: true,
    });
    expect(letter.text).toMatch(/remboursé au plus tard le 16\smars\s2026/);
    expect(letter.text).toContain(identityToken(room.house.secret, ticket.number));
  });

  test('a stranger’s as well', async () => {
    const { request } = await opened('Rétractation', 'Luc Bernard <luc@voisin.example>');
    expect(request).toMatchObject({ kind: 'withdrawal', quality: 'consumer', name: 'Luc Bernard' });
  });

  test('a termination takes effect the day after the mail was received', async () => {
    const { request } = await opened('Résiliation de mon contrat');
    expect(request).toMatchObject({ kind: 'termination', effectiveOn: '2026-03-03' });
  });

  test('who only asks about it has asked, and nothing more', async () => {
    for (const subject of ['Comment résilier ?', 'Question sur la rétractation']) {
      const { ticket, request } = await opened(subject);
      expect(ticket.kind).not.toBe('termination');
      expect(ticket.kind).not.toBe('withdrawal');
      expect(request).toBeNull();
    }
  });
});
