import type { Db } from './connect.ts';

export type DraftKind = 'reply' | 'note';
export type Draft = { kind: DraftKind; body: string; updatedAt: Date };

export async function saveDraft(
  db: Db,
  draft: { userId: number; ticketId: number; kind: DraftKind; body: string },
  now: Date,
): Promise<void> {
  await db('drafts')
    .insert({
      user_id: draft.userId,
      ticket_id: draft.ticketId,
      kind: draft.kind,
      body: draft.body,
      updated_at: now,
    })
    .onConflict(['user_id', 'ticket_id', 'kind'])
    .merge();
}

/** A draft that was sent, or emptied, is gone. */
export async function deleteDraft(
  db: Db,
  draft: { userId: number; ticketId: number; kind: DraftKind },
): Promise<void> {
  await db('drafts')
    .where({ user_id: draft.userId, ticket_id: draft.ticketId, kind: draft.kind })
    .delete();
}

export async function listDrafts(db: Db, userId: number, ticketId: number): Promise<Draft[]> {
  const rows = await db('drafts').where({ user_id: userId, ticket_id: ticketId });
  return rows.map((row) => ({ kind: row.kind, body: row.body, updatedAt: row.updated_at }));
}
