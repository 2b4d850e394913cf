import { Controller } from '@hotwired/stimulus';
import type { Socket } from 'socket.io-client';
import { fill } from '../announce.ts';
import { connection, type PersonPresent } from '../socket.ts';

const AGAIN = 20_000;

/** "Léa lit · Karim écrit…": tells who else is here, and tells them we are. */
export class PresenceController extends Controller<HTMLElement> {
  static override values = { ticket: String, me: String, reading: String, writing: String };
  declare readonly ticketValue: string;
  declare readonly meValue: string;
  declare readonly readingValue: string;
  declare readonly writingValue: string;

  private socket: Socket | null = null;
  private state: 'reading' | 'writing' = 'reading';
  private people: PersonPresent[] = [];
  private timer: number | undefined;

  override async connect(): Promise<void> {
    const socket = await connection();
    if (!this.element.isConnected) return;
    this.socket = socket;
    socket.on('presence', this.show);
    socket.on('connect', this.tell);
    window.addEventListener('composer:state', this.changed);
    this.tell();
    // Presence is said again and again rather than withdrawn: whoever falls silent is gone.
    this.timer = window.setInterval(this.tell, AGAIN);
  }

  override disconnect(): void {
    window.clearInterval(this.timer);
    window.removeEventListener('composer:state', this.changed);
    this.socket?.off('presence', this.show);
    this.socket?.off('connect', this.tell);
    this.socket?.emit('gone', { ticket: this.ticketValue });
  }

  private tell = () => {
    if (this.socket?.connected) this.socket.emit(this.state, { ticket: this.ticketValue });
  };

  private changed = (event: Event) => {
    const state = (event as CustomEvent<'reading' | 'writing'>).detail;
    if (state === this.state) return;
    this.state = state;
    this.tell();
  };

  morphed(): void {
    this.draw();
  }

  private show = ({ ticket, people }: { ticket: string; people: PersonPresent[] }) => {
    if (ticket !== this.ticketValue) return;
    this.people = people;
    this.draw();
  };

  private draw(): void {
    this.element.replaceChildren(
      ...this.people
        .filter(({ id }) => id !== this.meValue)
        .map(({ name, state }) => {
          const mark = document.createElement('span');
          mark.className = `presence__person presence__person--${state}`;
          const words = state === 'writing' ? this.writingValue : this.readingValue;
          mark.textContent = fill(words, { name });
          return mark;
        }),
    );
  }
}
