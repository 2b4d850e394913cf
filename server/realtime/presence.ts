import type { Log } from '../log.ts';
import { type LiveServer, type LiveSocket, nameIn, type PersonPresent } from './protocol.ts';

/** Who writes says so again before this; who falls silent has stopped (a browser may hang). */
const WRITING_LASTS = 30_000;
const MOST_TICKETS = 10;

type State = 'reading' | 'writing';

/**
 * Who reads a ticket and who is writing an answer: the warning against two answers at once. Only
 * staff who may listen to the ticket take part, whatever server their socket is on.
 */
export function createPresence(io: LiveServer, log: Log) {
  const tell = oneAtATime((ticket: string) => tellWhoIsThere(io, ticket, log));

  return function watch(
    socket: LiveSocket,
    mayBeThere: (ticketId: string) => Promise<boolean>,
  ): void {
    const wanted = new Map<string, State>();
    const silences = new Map<string, NodeJS.Timeout>();

    /** Said again though nothing changed, it is told again: what was lost heals by itself. */
    function settle(ticket: string): void {
      const state = wanted.get(ticket);
      clearTimeout(silences.get(ticket));
      silences.delete(ticket);
      if (state === undefined) {
        delete socket.data.present[ticket];
        socket.leave(roomOfTicket(ticket));
      } else {
        socket.data.present[ticket] = state;
        socket.join(roomOfTicket(ticket));
      }
      if (state === 'writing') {
        const stopped = setTimeout(() => {
          wanted.set(ticket, 'reading');
          settle(ticket);
        }, WRITING_LASTS);
        silences.set(ticket, stopped.unref());
      }
      tell(ticket);
    }

    const hear = (state: State) => async (message: unknown) => {
      const ticket = nameIn(message, 'ticket');
      if (ticket === null || (wanted.size >= MOST_TICKETS && !wanted.has(ticket))) return;
      wanted.set(ticket, state);
      const known = Object.hasOwn(socket.data.present, ticket);
      const entitled = known || (await mayBeThere(ticket).catch(() => false));
      // it may have left while the database was asked
      if (!entitled) wanted.delete(ticket);
      else if (wanted.has(ticket) && socket.connected) settle(ticket);
    };

    socket.on('reading', hear('reading'));
    socket.on('writing', hear('writing'));
    socket.on('gone', (message) => {
      const ticket = nameIn(message, 'ticket');
      if (ticket === null || !wanted.delete(ticket)) return;
      if (Object.hasOwn(socket.data.present, ticket)) settle(ticket);
    });
    socket.on('disconnect', () => {
      wanted.clear();
      for (const silence of silences.values()) clearTimeout(silence);
      for (const ticket of Object.keys(socket.data.present)) tell(ticket);
    });
  };
}

function roomOfTicket(ticket: string): string {
  return `presence:${ticket}`;
}

/** Tells everybody on a ticket who is there; one person with two tabs is one person. */
async function tellWhoIsThere(io: LiveServer, ticket: string, log: Log): Promise<void> {
  try {
    const people = new Map<number, PersonPresent>();
    for (const { data } of await everywhere(io, roomOfTicket(ticket))) {
      const state = data.present[ticket];
      if (!state || people.get(data.userId)?.state === 'writing') continue;
      people.set(data.userId, { id: String(data.userId), name: data.name, state });
    }
    const byName = [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
    io.to(roomOfTicket(ticket)).emit('presence', { ticket, people: byName });
  } catch (error) {
    log.warn({ err: error }, 'live: presence could not be told');
  }
}

/** While a server that died is still counted on, only who is here can be known. */
async function everywhere(io: LiveServer, room: string) {
  try {
    return await io.in(room).timeout(1_000).fetchSockets();
  } catch {
    return await io.in(room).local.fetchSockets();
  }
}

/** Runs `task` for a key once at a time; asked meanwhile, it runs once more after. */
function oneAtATime(task: (key: string) => Promise<void>): (key: string) => void {
  const again = new Map<string, boolean>();
  return async function ask(key) {
    if (again.has(key)) return void again.set(key, true);
    do {
      again.set(key, false);
      await task(key);
    } while (again.get(key));
    again.delete(key);
  };
}
