import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ChainLink, extendChain, GENESIS } from '../../../server/domain/proof/chain.ts';
import { messageDigest } from '../../../server/domain/proof/message-digest.ts';
import { verifyChain } from '../../../server/domain/proof/verify.ts';

const karim = { user: 3 };
const at = new Date('2026-03-02T08:00:00.000Z');
const happened = [
  { event: { type: 'ticket_assigned', data: { from: null, to: 3 } }, actor: karim, at },
  { event: { type: 'status_changed', data: { from: 'new', to: 'open' } }, actor: karim, at },
  { event: { type: 'ticket_assigned', data: { from: 3, to: null } }, actor: karim, at },
] as const;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const headOf = (links: readonly ChainLink[]) => {
  const last = links.at(-1);
  return { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
};

describe('the chain of a ticket', () => {
  const links = extendChain(7, { seq: 0, hash: GENESIS }, happened);

  test('hashes the canonical text of each event with the hash before it', () => {
    expect(links[0]?.canonical).toBe(
      '{"actor":{"user":3},"at":"2026-03-02T08:00:00.000Z","data":{"from":null,"to":3},"seq":1,"ticket":7,"type":"ticket_assigned"}',
    );
    // printf '%064d' 0 | xxd -r -p, then the text above, through sha256sum
    expect(hex(links[0]?.hash ?? GENESIS)).toBe(
      'a85b9862867b58aab7e30339f08127267c3adbe00f6b5aa94abd3ff052fa353f',
    );
    expect(links[1]?.prevHash).toEqual(links[0]?.hash);
  });

  test('goes on from where it stood', () => {
    const [first, ...rest] = happened;
    const begun = extendChain(7, { seq: 0, hash: GENESIS }, [first]);
    expect([...begun, ...extendChain(7, headOf(begun), rest)]).toEqual(links);
  });

  test('holds, to its head', () => {
    expect(verifyChain(7, links, headOf(links))).toBeNull();
  });

  test.each([
    ['an event taken out', [links[0], links[2]], { seq: 2, fault: 'missing' }],
    ['the end cut off', [links[0], links[1]], { seq: 3, fault: 'cut_short' }],
    ['nothing left', [], { seq: 1, fault: 'cut_short' }],
  ])('%s is found', (_, kept, fault) => {
    expect(verifyChain(7, kept as ChainLink[], headOf(links))).toEqual({ ticketId: 7, ...fault });
  });

  test('whatever character of whatever event changes is found at that event', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.nat({ max: 80 }), (index, position) => {
        const altered = links.map((link, i) => {
          if (i !== index) return link;
          const text = link.canonical;
          const other = text[position] === 'x' ? 'y' : 'x';
          return { ...link, canonical: text.slice(0, position) + other + text.slice(position + 1) };
        });
        expect(verifyChain(7, altered, headOf(links))).toEqual({
          ticketId: 7,
          seq: index + 1,
          fault: 'altered',
        });
      }),
    );
  });

  test('an event moved to another ticket is found', () => {
    expect(
      verifyChain(
        8,
        links.map((link) => ({ ...link, ticketId: 8 })),
        headOf(links),
      ),
    ).toEqual({
      ticketId: 8,
      seq: 1,
      fault: 'misfiled',
    });
  });
});

describe('the digest of a message', () => {
  const said = { subject: null, body: 'Bonjour', quoted: '', html: null, attachments: [] };
  test('cannot be found again without its salt', () => {
    const one = messageDigest(Buffer.alloc(16, 1), said);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(one).not.toBe(messageDigest(Buffer.alloc(16, 2), said));
  });
  test('changes with every part of what was said', () => {
    const salt = Buffer.alloc(16);
    const digests = [
      said,
      { ...said, subject: '' },
      { ...said, body: 'Bonjour ' },
      { ...said, quoted: 'Bonjour', body: '' },
      { ...said, html: '' },
      { ...said, attachments: [{ name: 'a', digest: Buffer.alloc(32) }] },
    ].map((each) => messageDigest(salt, each));
    expect(new Set(digests).size).toBe(6);
  });
});
