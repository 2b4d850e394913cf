import { Controller } from '@hotwired/stimulus';

interface Frame extends HTMLElement {
  src: string | null;
  reload(): Promise<void>;
}

/** Asks for its frame again while something in it is still being made; a hidden tab waits. */
export class PollController extends Controller<HTMLElement> {
  /** `every`: milliseconds between two times it asks. */
  static override values = { url: String, every: { type: Number, default: 1500 } };
  declare readonly urlValue: string;
  declare readonly everyValue: number;

  private timer: number | undefined;

  override connect(): void {
    this.timer = window.setInterval(this.ask, this.everyValue);
  }

  override disconnect(): void {
    window.clearInterval(this.timer);
  }

  private ask = () => {
    const frame = this.element.closest<Frame>('turbo-frame');
    if (document.hidden || !frame || frame.hasAttribute('busy')) return;
    const url = new URL(this.urlValue, window.location.href).href;
    if (frame.src === url) frame.reload();
    else frame.src = url;
  };
}
