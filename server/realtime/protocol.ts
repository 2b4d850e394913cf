import type { Server, Socket } from 'socket.io';
import type { Locale } from '../domain/user/role.ts';

/** `stale`: something happened after the page was made and before it joined. */
export type Answer =
  | { ok: true; stale: boolean }
  | { ok: false; reason: 'unknown' | 'forbidden' | 'too_many' };

/** What a page says to us. Everything in it is to be doubted: it comes from a browser. */
export type Heard = {
  join(message: unknown, answer: unknown): void;
  leave(message: unknown): void;
  reading(message: unknown): void;
  writing(message: unknown): void;
  gone(message: unknown): void;
};

export type PersonPresent = { id: string; name: string; state: 'reading' | 'writing' };

/** What we say to a page. */
export type Said = {
  /** Turbo streams to apply, in order. */
  stream(message: { stream: string; html: string }): void;
  presence(message: { ticket: string; people: PersonPresent[] }): void;
};

/** What is known of a socket, and told to the other servers when they ask who is there. */
export type SocketData = {
  userId: number;
  name: string;
  locale: Locale;
  /** The tickets this tab shows, by id. */
  present: Record<string, 'reading' | 'writing'>;
};

type None = Record<string, never>;
export type LiveServer = Server<Heard, Said, None, SocketData>;
export type LiveSocket = Socket<Heard, Said, None, SocketData>;

/** A field of a message, where it holds a short text at all. */
export function nameIn(message: unknown, field: 'stream' | 'ticket' | 'mark'): string | null {
  if (typeof message !== 'object' || message === null) return null;
  const name = (message as Record<string, unknown>)[field];
  return typeof name === 'string' && name.length <= 64 ? name : null;
}
