import { Controller } from '@hotwired/stimulus';
import { csrfHeader } from '../csrf.ts';

const PAUSE = 800;
const RETRY = 5000;

/**
 * Keeps what is being written: in this browser at once, on the server at each pause. It only ever
 * reads the field, except to bring back, on arrival, what the server never got.
 */
export class DraftController extends Controller<HTMLFormElement> {
  static override targets = ['text', 'state'];
  static override values = {
    url: String,
    kind: String,
    key: String,
    saved: String,
    local: String,
    zone: String,
  };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly kindValue: string;
  declare readonly keyValue: string;
  declare readonly savedValue: string;
  declare readonly localValue: string;
  declare readonly zoneValue: string;

  private timer: number | undefined;
  private dirty = false;
  private saving: Promise<void> = Promise.resolve();
  private sending = new AbortController();

  override connect(): void {
    const kept = this.read();
    if (kept && !this.textTarget.value.trim()) {
      this.textTarget.value = kept;
      this.changed();
    }
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    if (this.dirty) this.save();
  }

  changed(): void {
    this.dirty = true;
    this.write(this.textTarget.value);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), PAUSE);
  }

  /** A draft that arrives after its message would come back as if it had never been sent. */
  submitting(): void {
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.sending.abort();
    this.sending = new AbortController();
  }

  /** After a submission that was accepted there is nothing left to keep. */
  sent(event: CustomEvent<{ success: boolean }>): void {
    if (!event.detail.success) {
      this.changed();
      return;
    }
    this.write('');
    this.element.reset();
    this.textTarget.value = '';
    this.stateTarget.textContent = '';
  }

  /** A page refreshed by morphing leaves alone a form that is being filled in. */
  keep(event: Event): void {
    if (this.textTarget.value.trim()) event.preventDefault();
  }

  private save(): void {
    this.dirty = false;
    if (!this.urlValue) {
      this.stateTarget.textContent = this.textTarget.value ? this.localValue : '';
      return;
    }
    const body = JSON.stringify({ kind: this.kindValue, body: this.textTarget.value });
    // One after the other: an older text must not arrive after a newer one.
    const { signal } = this.sending;
    this.saving = this.saving.then(() => this.put(body, signal));
  }

  private async put(body: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(this.urlValue, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...csrfHeader() },
        body,
        signal,
        keepalive: body.length < 60_000,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { savedAt } = (await answer.json()) as { savedAt: string | null };
      if (!this.dirty) this.write('');
      const figures = document.createElement('span');
      figures.className = 'figures';
      figures.textContent = savedAt ? this.time(savedAt) : '';
      this.stateTarget.replaceChildren(...(savedAt ? [`${this.savedValue} `, figures] : []));
    } catch {
      if (signal.aborted || !this.element.isConnected) return;
      this.stateTarget.textContent = this.localValue;
      // The server is away, or the session is over: what is here stays here and is offered again.
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.save(), RETRY);
    }
  }

  private time(at: string): string {
    return new Intl.DateTimeFormat('fr-FR', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: this.zoneValue,
    }).format(new Date(at));
  }

  // Private windows may refuse storage: the server's copy is then the only one.
  private read(): string {
    try {
      return localStorage.getItem(`draft:${this.keyValue}`) ?? '';
    } catch {
      return '';
    }
  }

  private write(text: string): void {
    try {
      if (text) localStorage.setItem(`draft:${this.keyValue}`, text);
      else localStorage.removeItem(`draft:${this.keyValue}`);
    } catch {}
  }
}
