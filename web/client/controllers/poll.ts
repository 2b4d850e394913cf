import { Controller } from '@hotwired/stimulus';

interface Frame extends HTMLElement {
  src: string | null;
  reload(): Promise<void>;
}

const EVERY = 1500;

/** Asks for its frame again while something in it is still being made; a hidden tab waits. */
export class PollController extends Controller<HTMLElement> {
  static override values = { url: String };
  declare readonly urlValue: string;

  private timer: number | undefined;

  override connect(): void {
    this.timer = window.setInterval(this.ask, EVERY);
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
