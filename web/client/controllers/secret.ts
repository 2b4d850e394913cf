import { Controller } from '@hotwired/stimulus';

/**
 * A credential shown for a while. Once the time is up, or the page is left, it is no longer in the
 * page at all: neither Turbo's copy nor the browser's "back" shows it again.
 */
export class SecretController extends Controller<HTMLElement> {
  static override targets = ['shown', 'value', 'copy', 'copyWords', 'left', 'hidden'];
  static override values = { seconds: Number, left: String };
  declare readonly shownTargets: HTMLElement[];
  declare readonly valueTarget: HTMLElement;
  declare readonly hasCopyTarget: boolean;
  declare readonly copyTarget: HTMLElement;
  declare readonly copyWordsTarget: HTMLElement;
  declare readonly leftTarget: HTMLElement;
  declare readonly hiddenTarget: HTMLElement;
  declare readonly secondsValue: number;
  declare readonly leftValue: string;

  private timer: number | undefined;
  private until = 0;

  override connect(): void {
    this.until = Date.now() + this.secondsValue * 1000;
    this.timer = window.setInterval(this.count, 1000);
    if (this.hasCopyTarget) this.copyTarget.hidden = !navigator.clipboard;
  }

  override disconnect(): void {
    window.clearInterval(this.timer);
    this.hide();
  }

  hide(): void {
    window.clearInterval(this.timer);
    for (const shown of this.shownTargets) shown.remove();
    this.leftTarget.hidden = true;
    this.hiddenTarget.hidden = false;
  }

  async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.valueTarget.textContent ?? '');
    this.copyWordsTarget.textContent = this.copyWordsTarget.dataset.copied ?? '';
  }

  private count = () => {
    const seconds = Math.ceil((this.until - Date.now()) / 1000);
    if (seconds <= 0) return this.hide();
    // told to a screen reader now and then, not every second
    const words = this.leftValue.replace('%{seconds}', String(seconds));
    if (seconds % 10 === 0 || seconds < 6) this.leftTarget.textContent = words;
  };
}
