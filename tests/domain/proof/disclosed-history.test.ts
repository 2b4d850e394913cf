import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extendChain, GENESIS } from '../../../server/domain/proof/chain.ts';
import { discloseHistory, type KeptWords } from '../../../server/domain/proof/disclosed-history.ts';
import { messageDigest, messageText } from '../../../server/domain/proof/message-digest.ts';
import type { TicketEventData } from '../../../server/domain/ticket/event.ts';

const FROM = Date.parse('2026-03-02T08:00:00.000Z');
const sha256 = (...parts: (Uint8Array | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** A message, by the customer or between colleagues, or something staff alone know of. */
type Happening = { what: 'message' | 'note' | 'timer' | 'status'; words: string };

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('message', 'note', 'timer', 'status'),
  // words that nothing else of the copy could hold by chance
  words: fc.stringMatching(/^[g-z]{12,40}$/),
});

function historyOf(happenings: readonly Happening[]) {
  const kept: KeptWords[] = [];
  const events = happenings.map(({ what, words }, index): TicketEventData => {
    if (what === 'timer') return { type: 'timer_started', data: {} };
    if (what === 'status') return { type: 'status_changed', data: { from: 'new', to: 'open' } };
    const id = index + 1;
    const salt = createHash('md5').update(`${index} ${words}`).digest();
    const said = { subject: null, body: words, quoted: '', html: null, attachments: [] };
    const internal = what === 'note';
    const canonical = messageText(said);
    kept.push({ of: 'message', id, internal, salt, canonical, redactedAt: null });
    const data = { message: id, digest: messageDigest(salt, said) };
    return internal
      ? { type: 'note_added', data }
      : { type: 'message_received', data: { ...data, channel: 'portal' } };
  });
  const happened = events.map((event, index) => ({
    event,
    actor: { user: 3 },
    at: new Date(FROM + index * 60_000),
  }));
  return { kept, links: extendChain(7, { seq: 0, hash: GENESIS }, happened) };
}

describe('a copy of the history for the mediator', () => {
  test('holds nothing of what it withholds, in any of its bytes', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), (happenings) => {
        const { links, kept } = historyOf(happenings);
        const copy = JSON.stringify(discloseHistory(links, kept, 'mediator'));
        for (const { type, canonical } of links) {
          if (type !== 'note_added' && type !== 'timer_started') continue;
          expect(copy).not.toContain(JSON.stringify(canonical).slice(1, -1));
          expect(copy).not.toContain(type);
          const { digest } = JSON.parse(canonical).data;
          if (digest) expect(copy).not.toContain(digest);
        }
        for (const { internal, salt, canonical } of kept) {
          const { body } = JSON.parse(canonical);
          expect(copy.includes(body)).toBe(!internal || isSaidOtherwise(body, happenings));
          expect(copy.includes(Buffer.from(salt).toString('hex'))).toBe(!internal);
        }
      }),
    );
  });

  test('verifies from end to end all the same, and every word it holds against the chain', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('staff' as const, 'mediator' as const),
        (happenings, audience) => {
          const { links, kept } = historyOf(happenings);
          const { events, words, erased } = discloseHistory(links, kept, audience);
          let previous = '0'.repeat(64);
          for (const [index, link] of events.entries()) {
            expect(link.seq).toBe(index + 1);
            expect(link.prev_hash).toBe(previous);
            if ('canonical' in link) {
              expect(sha256(Buffer.from(previous, 'hex'), link.canonical)).toBe(link.hash);
            } else expect(Object.keys(link)).toEqual(['seq', 'prev_hash', 'hash', 'withheld']);
            previous = link.hash;
          }
          expect(previous).toBe(Buffer.from(links.at(-1)?.hash ?? []).toString('hex'));
          expect(erased).toEqual([]);
          const said = happenings.filter(
            ({ what }) => what === 'message' || (what === 'note' && audience === 'staff'),
          );
          expect(words).toHaveLength(said.length);
          for (const { event, salt, canonical } of words) {
            const { digest } = JSON.parse(links[event - 1]?.canonical ?? '').data;
            expect(sha256(Buffer.from(salt, 'hex'), canonical)).toBe(digest);
          }
        },
      ),
    );
  });
});

/** The customer happens to say the same. */
function isSaidOtherwise(body: string, happenings: readonly Happening[]): boolean {
  return happenings.some(({ what, words }) => what === 'message' && words.includes(body));
}

describe('words that were taken out of', () => {
  const { links, kept } = historyOf([
    { what: 'message', words: 'an unhappy word' },
    { what: 'status', words: '' },
  ]);
  const [said] = kept;
  const redactedAt = new Date('2026-03-02T09:00:00.000Z');
  const left = { ...(said as KeptWords), redactedAt };

  test('are erased where the copy ends before it was done', () => {
    expect(discloseHistory(links, [left], 'mediator')).toMatchObject({
      words: [],
      erased: [{ event: 1, of: 'message', id: 1, erased_at: '2026-03-02T09:00:00.000Z' }],
    });
  });

  test('answer to their new digest from then on', () => {
    const head = links.at(-1);
    const redaction = { type: 'message_redacted', data: { message: 1, digest: 'of what is left' } };
    const further = extendChain(7, head as never, [
      { event: redaction as TicketEventData, actor: { user: 3 }, at: redactedAt },
    ]);
    expect(discloseHistory([...links, ...further], [left], 'mediator')).toMatchObject({
      words: [{ event: 3, id: 1 }],
      erased: [{ event: 1, id: 1 }],
    });
  });
});
