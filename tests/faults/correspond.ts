import type { Conversation, Route } from './conversations.ts';
import { type Posted, post } from './post.ts';
import type { Stage } from './stage.ts';
import type { Desk } from './watch-desk.ts';
import { type Thread, writeMail } from './write-mail.ts';

/** Writers at a time: enough that some go on writing while others wait to be heard. */
const LANES = 40;

/** Lets so many mails through as were released. */
export type Gate = { release(mails: number): void; pass(end: AbortSignal): Promise<void> };

export function createGate(): Gate {
  const waiting: (() => void)[] = [];
  let free = 0;
  return {
    release(mails) {
      free += mails;
      while (free > 0 && waiting.length > 0) {
        free -= 1;
        waiting.shift()?.();
      }
    },
    async pass(end) {
      end.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
      end.throwIfAborted();
    },
  };
}

/** How each mail was handed in, by tag and route. */
export type Handed = Map<string, Partial<Record<Route, Posted>>>;

/**
 * Has every conversation held: whoever writes again does so once his last mail was heard, as people
 * do. Copies of one mail leave by their routes at the same time.
 */
export async function correspond(
  conversations: readonly Conversation[],
  { doors, desk, gate, end }: { doors: Stage['doors']; desk: Desk; gate: Gate; end: AbortSignal },
): Promise<Handed> {
  const handed: Handed = new Map();
  const next = conversations.values();
  const lane = async () => {
    for (const conversation of next) await hold(conversation);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return handed;

  async function hold(conversation: Conversation): Promise<void> {
    let thread: Thread | null = null;
    for (const mail of conversation.mails) {
      await gate.pass(end);
      const letter = writeMail(conversation, mail, thread);
      const posted = await Promise.all(
        mail.routes.map(async (route) => [route, await post(letter, doors[route], end)] as const),
      );
      handed.set(mail.tag, Object.fromEntries(posted));
      if (mail !== conversation.mails.at(-1)) {
        const heard: Thread | null = await desk.threadOf(mail.tag);
        thread ??= heard;
      }
    }
  }
}
