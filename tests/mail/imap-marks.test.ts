import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import {
  createImapRoom,
  type ImapProxy,
  type ImapRoom,
  startImapProxy,
} from '../support/imap-room.ts';
import { mail } from '../support/mailroom.ts';
import { DOVECOT } from '../support/parts.ts';
import { until } from '../support/processes.ts';

describeWith(DOVECOT, 'what shows that a message was taken', () => {
  let imap: ImapRoom;
  let proxy: ImapProxy | null = null;
  beforeAll(async () => {
    imap = await createImapRoom();
  });
  afterEach(async () => {
    await imap.closeWatches();
    await proxy?.close();
    proxy = null;
  });
  afterAll(() => imap.close());

  const outcomes = async (subject: string) => {
    const rows = await imap.room.knex('inbound_emails').orderBy('id');
    const about = rows.filter(({ raw }) => raw.toString().includes(`Subject: ${subject}`));
    return about.map(({ outcome }) => outcome);
  };
  const subjects = async (user: string, folder: string) => {
    const box = imap.mailboxOf(user, folder);
    const person = await imap.client(box);
    await person.mailboxOpen(folder);
    const found = await person.fetchAll('1:*', { uid: true, envelope: true });
    await person.logout();
    return found.map(({ envelope }) => envelope?.subject);
  };
  const move = async (user: string, from: string, to: string) => {
    const person = await imap.client(imap.mailboxOf(user));
    await person.mailboxOpen(from);
    await person.messageMove('1:*', to);
    await person.logout();
  };

  test('without keywords nothing is marked: Seen is the people’s own flag', async () => {
    const box = imap.mailboxOf('sans-mots');
    await imap.post(box, mail({ Subject: 'Sans mots' }));
    proxy = await startImapProxy(box.port, (said) =>
      Buffer.from(
        said.toString('latin1').replace(/PERMANENTFLAGS \([^)]*\)/, 'PERMANENTFLAGS (\\Seen)'),
        'latin1',
      ),
    );
    const behind = { ...box, port: proxy.port };
    imap.watch([behind]);
    await imap.arrives(box, 1);
    await imap.closeWatches();
    expect(await imap.look(box)).toEqual([[]]);
    // nor is it taken again
    imap.watch([behind]);
    await imap.post(box, mail({ Subject: 'Le suivant' }));
    await imap.arrives(box, 2);
    expect(await outcomes('Sans mots')).toEqual(['ticket_opened']);
  });

  test('with a folder for it, what was taken is moved there', async () => {
    const box = { ...imap.mailboxOf('classement'), takenFolder: 'Traités' };
    await imap.post(box, mail({ Subject: 'À classer' }));
    imap.watch([box]);
    await imap.arrives(box, 1);
    await until(async () => (await subjects('classement', 'INBOX')).length === 0);
    expect(await subjects('classement', 'Traités')).toEqual(['À classer']);
  });

  test('moved back and forth by a person, it is known again each time', async () => {
    const box = { ...imap.mailboxOf('navette'), takenFolder: 'Traités' };
    await imap.post(box, mail({ Subject: 'Navette' }));
    imap.watch([box]);
    for (let taken = 1; taken <= 3; taken += 1) {
      await imap.arrives(box, taken);
      await until(async () => (await subjects('navette', 'INBOX')).length === 0);
      if (taken < 3) await move('navette', 'Traités', 'INBOX');
    }
    expect(await outcomes('Navette')).toEqual(['ticket_opened', 'duplicate', 'duplicate']);
  });

  test('To one mailbox, Cc another, and SMTP besides: one ticket', async () => {
    const [to, cc] = [imap.mailboxOf('accueil'), imap.mailboxOf('technique')];
    const raw = mail({
      Subject: 'Aux deux adresses',
      To: 'accueil@alize.example',
      Cc: 'technique@alize.example',
    });
    imap.watch([to, cc]);
    await Promise.all([imap.post(to, raw), imap.post(cc, raw), imap.room.deliver(raw)]);
    await Promise.all([imap.arrives(to, 1), imap.arrives(cc, 1)]);
    await imap.room.intake.idle();
    expect((await outcomes('Aux deux adresses')).sort()).toEqual([
      'duplicate',
      'duplicate',
      'ticket_opened',
    ]);
    expect(await imap.room.knex('tickets').where({ subject: 'Aux deux adresses' })).toHaveLength(1);
  });
});
