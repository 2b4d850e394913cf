import type { Socket } from 'socket.io-client';

let opening: Promise<Socket> | null = null;

/** The one connection of this tab, opened by the first page that listens, kept across navigations. */
export function connection(): Promise<Socket> {
  opening ??= import('socket.io-client').then(({ io }) => io({ transports: ['websocket'] }));
  return opening;
}

export interface PersonPresent {
  id: string;
  name: string;
  state: 'reading' | 'writing';
}
