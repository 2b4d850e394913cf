import type { Clock } from '../clock.ts';
import type { Committed } from '../commands/command.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import { LOCALES, type Locale } from '../domain/user/role.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/connect.ts';
import type { Views } from '../views/views.ts';
import { type Picture, takePicture } from './picture.ts';
import type { LiveServer } from './protocol.ts';
import { pushesOf } from './pushes.ts';
import { roomOf, streamName } from './streams.ts';

export type Publisher = {
  /** Hears of a commit. Returns at once and never throws: what is shown live may be lost. */
  publish(committed: Committed): void;
  /** Resolves once everything heard so far has been sent. */
  settled(): Promise<void>;
};

/** Milliseconds from one batch to the next, where more has come meanwhile. */
const BETWEEN = 100;
/** The most events that are shown in one go; what comes meanwhile waits for the next. */
const BATCH = 100;

/**
 * Shows what was committed to whoever is looking. What is committed while a batch is being shown
 * goes together into the next, so that under a flood each batch costs the same few queries.
 */
export function createPublisher({
  io,
  database,
  views,
  clock,
  log,
}: {
  io: Pick<LiveServer, 'to'>;
  database: Database;
  views: Pick<Views, 'partial'>;
  clock: Clock;
  log: Log;
}): Publisher {
  const waiting: TicketEvent[] = [];
  let showing: Promise<void> | null = null;

  async function showAll(): Promise<void> {
    // Commits of one turn of the event loop are shown together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        const now = clock();
        show(await takePicture(database, batch, now), now);
      } catch (error) {
        log.error({ err: error }, 'live: a commit could not be shown');
      }
      // one commit is shown at once; a flood in a few batches a second, each for the same queries
      if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
    showing = null;
  }

  function show(picture: Picture, now: Date): void {
    for (const locale of LOCALES) {
      for (const { stream, html } of pushesOf(picture, { views, locale: locale as Locale, now })) {
        io.to(roomOf(stream, locale)).emit('stream', { stream: streamName(stream), html });
      }
    }
  }

  return {
    publish({ events }) {
      if (events.length === 0) return;
      waiting.push(...events);
      showing ??= showAll();
    },
    settled: async () => {
      while (showing) await showing;
    },
  };
}
