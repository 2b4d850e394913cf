import type { Socket } from 'node:net';

/** What a peer says, line by line. `next` rejects once the connection is over. */
export function linesOf(socket: Socket): { next(): Promise<string> } {
  const said: string[] = [];
  let rest = '';
  let over = false;
  let stir: () => void = () => {};
  socket.on('data', (bytes) => {
    const pieces = (rest + bytes.toString('latin1')).split('\r\n');
    rest = pieces.pop() ?? '';
    said.push(...pieces);
    stir();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    over = true;
    stir();
  });
  return {
    async next() {
      for (;;) {
        const line = said.shift();
        if (line !== undefined) return line;
        if (over) throw new Error('The connection is over');
        await new Promise<void>((resolve) => {
          stir = resolve;
        });
      }
    },
  };
}
