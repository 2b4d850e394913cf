import * as Turbo from '@hotwired/turbo';
import type { Socket } from 'socket.io-client';
import { announce } from './announce.ts';
import { patiently } from './refresh.ts';
import { connection } from './socket.ts';

/** How many elements of the page listen to each stream: joined by the first, left by the last. */
const listeners = new Map<string, number>();
/** The marks of the page just opened, told once: a page that lives on hears of what follows. */
const marks = new Map<string, string>();
const refresh = patiently(document, () => Turbo.session.refresh(window.location.href));
let wired = false;
let missed = false;
let warning: number | undefined;

/** `desk:queue#2026-…` is the stream's name and how far the page had got when it was made. */
export function splitMark(wanted: string): [stream: string, mark: string | undefined] {
  const at = wanted.indexOf('#');
  return at < 0 ? [wanted, undefined] : [wanted.slice(0, at), wanted.slice(at + 1)];
}

export async function listen(stream: string, mark?: string): Promise<void> {
  const count = listeners.get(stream) ?? 0;
  listeners.set(stream, count + 1);
  if (mark !== undefined) marks.set(stream, mark);
  const socket = await connection();
  wire(socket);
  if ((count === 0 || mark !== undefined) && socket.connected) join(socket, stream);
}

export async function unlisten(stream: string): Promise<void> {
  const count = (listeners.get(stream) ?? 1) - 1;
  if (count > 0) {
    listeners.set(stream, count);
    return;
  }
  listeners.delete(stream);
  (await connection()).emit('leave', { stream });
}

function wire(socket: Socket): void {
  if (wired) return;
  wired = true;
  socket.on('connect', () => {
    for (const stream of listeners.keys()) join(socket, stream);
    if (!missed) return;
    // A broadcast may be lost while the connection is: the page is fetched again, by morphing,
    // so that nothing typed or scrolled is lost.
    missed = false;
    notice('back');
    if (listeners.size > 0) refresh();
  });
  socket.on('disconnect', (reason) => {
    // The server ended it: the session is over, and the page that comes back says so.
    if (reason === 'io server disconnect') return window.location.reload();
    missed = true;
    document.documentElement.dataset.live = 'lost';
    // A blink is nobody's business; a silence is.
    warning = window.setTimeout(() => notice('lost'), 2000);
  });
  socket.on('stream', ({ stream, html }: { stream: string; html: string }) => {
    if (!listeners.has(stream)) return;
    Turbo.renderStreamMessage(html);
    window.dispatchEvent(new CustomEvent('live:received', { detail: stream }));
  });
}

function join(socket: Socket, stream: string): void {
  const mark = marks.get(stream);
  marks.delete(stream);
  socket.emit('join', { stream, mark }, (answer: { ok: boolean; stale?: boolean }) => {
    document.documentElement.dataset.live = answer.ok ? 'on' : 'refused';
    // Something happened between the making of the page and this moment, and nobody told us.
    if (answer.stale && listeners.has(stream)) refresh();
  });
}

function notice(state: 'lost' | 'back'): void {
  window.clearTimeout(warning);
  const element = document.querySelector<HTMLElement>('#connection');
  if (!element) return;
  const shown = !element.hidden;
  element.hidden = state === 'back';
  element.textContent = state === 'lost' ? (element.dataset.lost ?? '') : '';
  if (state === 'back' && shown) announce(element.dataset.back ?? '');
}
