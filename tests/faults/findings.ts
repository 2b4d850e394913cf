import type { Conversation } from './conversations.ts';
import type { Handed } from './correspond.ts';
import type { Stage } from './stage.ts';
import type { Desk } from './watch-desk.ts';

/** What a run came to: lines to print, and what should not have been, empty where all went well. */
export type Findings = { figures: string[]; misses: string[] };

/** Conversations that came to their end, and where. */
export type Held = {
  stage: Stage;
  desk: Desk;
  conversations: readonly Conversation[];
  handed: Handed;
};
