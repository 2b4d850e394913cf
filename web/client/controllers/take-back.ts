import { announce } from '../announce.ts';
import { TickingController } from './ticking.ts';

const SECOND = 1000;

/** The seconds in which a reply can be taken back. What it may still do, the server decides. */
export class TakeBackController extends TickingController {
  static override targets = ['left'];
  static override values = { left: Number, gone: String };
  declare readonly leftTarget: HTMLElement;
  declare readonly leftValue: number;
  declare readonly goneValue: string;

  private until = 0;

  override connect(): void {
    // the browser's own clock may be another's
    this.until = performance.now() + this.leftValue;
    super.connect();
  }

  leftValueChanged(): void {
    this.until = performance.now() + this.leftValue;
  }

  protected override show(): number {
    const left = this.until - performance.now();
    if (left <= 0) {
      this.leave();
      return SECOND;
    }
    this.leftTarget.textContent = `${Math.ceil(left / SECOND)}\u00a0s`;
    return left % SECOND || SECOND;
  }

  private leave(): void {
    const focused = this.element.contains(document.activeElement);
    this.element.remove();
    if (focused) document.querySelector<HTMLElement>('#main')?.focus();
    announce(this.goneValue);
  }
}
