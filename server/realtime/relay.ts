import { Server } from 'socket.io';
import type { Bus } from './bus.ts';
import type { LiveServer } from './protocol.ts';

/**
 * A way to the sockets for a process that holds none. It is a server without a port: the emitter
 * made for this (@socket.io/postgres-emitter 0.1) names no namespace in what it sends, and the
 * adapter of today (0.5) drops that.
 */
export function openRelay(bus: Bus): { io: LiveServer; close(): Promise<void> } {
  const io: LiveServer = new Server({ adapter: bus.adapter });
  return {
    io,
    async close() {
      await io.of('/').adapter.close();
      await bus.close();
    },
  };
}
