import { TickingController } from './ticking.ts';

const SECOND = 1000;

/** How far the server's clock is ahead of this one, by the answer that took the least to come. */
let ahead = Number.NEGATIVE_INFINITY;

/**
 * Time as it passes, from what the server had measured at an instant of its own clock. All of a page
 * go by one reading of that clock, so that none shows a second more than another.
 */
export class StopwatchController extends TickingController {
  static override targets = ['figure', 'warning'];
  static classes = ['long'];
  static override values = {
    ms: Number,
    asOf: String,
    rate: { type: Number, default: 1 },
    warn: Number,
  };
  declare readonly hasFigureTarget: boolean;
  declare readonly figureTarget: HTMLElement;
  declare readonly hasWarningTarget: boolean;
  declare readonly warningTarget: HTMLElement;
  declare readonly longClass: string;
  declare readonly msValue: number;
  declare readonly asOfValue: string;
  declare readonly rateValue: number;
  declare readonly warnValue: number;

  protected override show(): number {
    const asOf = Date.parse(this.asOfValue);
    ahead = Math.max(ahead, asOf - Date.now());
    const passed = Date.now() + ahead - asOf;
    const ms = this.msValue + this.rateValue * passed;
    const seconds = Math.floor(ms / SECOND);
    const figure = this.hasFigureTarget ? this.figureTarget : this.element;
    figure.textContent = stopwatch(seconds);
    if (this.warnValue > 0 && seconds >= this.warnValue && this.hasWarningTarget) {
      this.warningTarget.hidden = false;
      this.element.classList.add(this.longClass);
    }
    return (SECOND - (ms % SECOND)) / this.rateValue;
  }
}

function stopwatch(seconds: number): string {
  const two = (figure: number) => String(figure).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
