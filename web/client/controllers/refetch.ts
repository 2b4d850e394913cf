import { Controller } from '@hotwired/stimulus';
import { splitMark } from '../streams.ts';

interface Frame extends HTMLElement {
  src: string | null;
  reload(): Promise<void>;
}

/**
 * A frame fetched again when something changed: once for a burst of changes, not in a hidden tab,
 * and never while somebody is using what is in it.
 */
export class RefetchController extends Controller<Frame> {
  static override values = { url: String, streams: Array };
  declare readonly urlValue: string;
  declare readonly streamsValue: string[];

  private timer: number | undefined;
  private due = false;

  override connect(): void {
    document.addEventListener('visibilitychange', this.seen);
    this.element.addEventListener('focusout', this.seen);
    this.element.addEventListener('turbo:before-frame-render', this.arrived);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.seen);
    this.element.removeEventListener('focusout', this.seen);
    this.element.removeEventListener('turbo:before-frame-render', this.arrived);
  }

  received({ detail: stream }: CustomEvent<string>): void {
    if (this.streamsValue.some((wanted) => splitMark(wanted)[0] === stream)) this.later();
  }

  private later(): void {
    this.due = true;
    window.clearTimeout(this.timer);
    // Many tabs hear of the same change at the same instant; they do not all ask at once.
    this.timer = window.setTimeout(this.now, 200 + Math.random() * 500);
  }

  private seen = () => {
    if (this.due) this.later();
  };

  /** What was typed and not sent would be lost, or came back and was not sent again. */
  private begun(): boolean {
    if (this.element.querySelector('.form-errors')) return true;
    const fields = 'textarea, input:not([type="hidden"])';
    const areas = [...this.element.querySelectorAll<HTMLInputElement>(fields)];
    return areas.some(({ value, defaultValue }) => value !== defaultValue);
  }

  private inUse(): boolean {
    return this.element.contains(document.activeElement) || this.begun();
  }

  /** Somebody began to use the frame while it was on its way: it waits, as if it had not come. */
  private arrived = (event: Event) => {
    if (event.target !== this.element || !this.inUse()) return;
    (event as CustomEvent<{ render: () => void }>).detail.render = () => {};
    this.due = true;
  };

  private now = () => {
    if (document.hidden || this.inUse()) return;
    this.due = false;
    const url = new URL(this.urlValue, window.location.href);
    const view = new URLSearchParams(window.location.search).get('view');
    if (view) url.searchParams.set('view', view);
    if (this.element.src === url.href) this.element.reload();
    else this.element.src = url.href;
  };
}
