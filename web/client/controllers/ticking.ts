import { Controller } from '@hotwired/stimulus';

/** Something shown that changes as time goes by, by itself. */
export abstract class TickingController extends Controller<HTMLElement> {
  private timer: number | undefined;

  /** Shows what it is now. @returns the milliseconds after which it is something else */
  protected abstract show(): number;

  override connect(): void {
    this.tick();
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
  }

  /** The server drew it anew. */
  morphed(): void {
    window.clearTimeout(this.timer);
    this.tick();
  }

  private tick = () => {
    this.timer = window.setTimeout(this.tick, this.show());
  };
}
