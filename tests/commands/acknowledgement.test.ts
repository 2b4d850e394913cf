import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the acknowledgement says whether the request is handled now', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  /** The mail about a request opened at an instant, spaces as people type them. */
  async function mailOf(
    who: 'jean' | 'tiare',
    kind: 'incident' | 'information_request',
    at: string,
  ): Promise<string> {
    world.clock.now = new Date(at);
    const asked = { kind, subject: 'Changer d’offre', body: 'Comment faire ?', files: [] };
    done(await world.run(openTicket, world.cast[who], asked));
    const { text } = await world.knex('outbound_emails').orderBy('id', 'desc').first('text');
    return text.replace(/[\u00a0\u202f]/g, ' ');
  }

  test('on Christmas night an incident is, a question is from Monday on', async () => {
    const incident = await mailOf('jean', 'incident', '2026-12-25T01:10:00Z');
    expect(incident).toContain(
      'Elle nous est parvenue le jeudi 24 décembre 2026 à 21:10 en Guadeloupe.',
    );
    expect(incident).toContain('jour et nuit, tous les jours de l’année.\nIl est traité dès');
    expect(incident).toContain(
      'Par téléphone : +33 4 00 00 00 00, fermé en ce moment. Il rouvre le lundi 28 décembre à 09:00 (heure de Paris), soit 04:00 en Guadeloupe.',
    );
    expect(incident).toContain(
      'aux heures ouvrées, hors jours fériés :\ndu lundi au vendredi : 09:00–12:30, 14:00–18:00\n',
    );

    const question = await mailOf('jean', 'information_request', '2026-12-25T01:10:00Z');
    expect(question).toContain(
      'Elle sera traitée à partir du lundi 28 décembre à 09:00 (heure de Paris), soit 04:00 en Guadeloupe.',
    );
  });

  test('in business hours it is, and the telephone is open until lunch', async () => {
    const question = await mailOf('jean', 'information_request', '2026-11-23T09:00:00Z');
    expect(question).toContain('Elle est traitée dès maintenant.');
    expect(question).toContain(
      '+33 4 00 00 00 00, ouvert jusqu’à 12:30 (heure de Paris), soit 07:30 en Guadeloupe.',
    );
  });

  test('reads in English for whoever chose it, on the evening’s clock of Nouméa', async () => {
    const question = await mailOf('tiare', 'information_request', '2026-11-20T18:00:00Z');
    expect(question).toContain(
      'It will be handled from Monday 23 November at 09:00 (Paris time), which is 19:00 in Nouméa.',
    );
    const open = await mailOf('tiare', 'incident', '2026-11-23T14:00:00Z');
    expect(open).toContain('It is being handled as of now.');
    expect(open).toContain('open until 18:00 (Paris time), which is Tuesday 04:00 in Nouméa.');
    expect(open).toContain('Monday to Friday: 09:00–12:30, 14:00–18:00\n(Paris time)');
  });

  test('in Papeete Monday morning in Paris is still Sunday', async () => {
    await world.knex('users').where({ id: world.cast.jean.id }).update({
      time_zone: 'Pacific/Tahiti',
    });
    expect(await mailOf('jean', 'information_request', '2026-11-27T20:00:00Z')).toContain(
      'à partir du lundi 30 novembre à 09:00 (heure de Paris), soit dimanche 29 novembre à 22:00 à Papeete.',
    );
  });
});
