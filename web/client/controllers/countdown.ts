import { TickingController } from './ticking.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/**
 * The figure of a clock, as time goes by: what will count of the stretches ahead. The server says
 * which those are; nothing here knows of calendars or pauses.
 */
export class CountdownController extends TickingController {
  static override targets = ['word', 'figure', 'bar'];
  static override values = {
    ahead: Array,
    due: String,
    total: Number,
    day: String,
    near: String,
    breached: String,
  };
  declare readonly wordTarget: HTMLElement;
  declare readonly figureTarget: HTMLElement;
  declare readonly barTarget: SVGRectElement;
  declare readonly aheadValue: [number, number][];
  declare readonly dueValue: string;
  declare readonly totalValue: number;
  declare readonly dayValue: string;
  declare readonly nearValue: string;
  declare readonly breachedValue: string;

  protected override show(): number {
    const now = Date.now();
    const late = now - Date.parse(this.dueValue);
    const left = this.aheadValue.reduce(
      (sum, [from, to]) => sum + Math.max(0, to - Math.max(from, now)),
      0,
    );
    const used = Math.min(1, Math.max(0, 1 - left / (this.totalValue * MINUTE)));
    this.figureTarget.textContent = late >= 0 ? this.past(late) : hoursAndMinutes(left);
    this.barTarget.setAttribute('width', `${Math.round((late >= 0 ? 1 : used) * 100)}%`);
    if (late >= 0) this.tell('breached', this.breachedValue);
    else if (used >= 0.75) this.tell('near', this.nearValue);
    return MINUTE - (now % MINUTE);
  }

  /** What is past is plain time: beyond two days, days are what one understands. */
  private past(ms: number): string {
    if (ms < 2 * DAY) return hoursAndMinutes(ms);
    return `${Math.floor(ms / DAY)}\u00a0${this.dayValue}\u00a0${hoursAndMinutes(ms % DAY)}`;
  }

  private tell(state: 'near' | 'breached', word: string): void {
    if (this.element.classList.contains(`clock--${state}`)) return;
    this.element.classList.remove('clock--running', 'clock--near');
    this.element.classList.add(`clock--${state}`);
    this.wordTarget.textContent = word;
  }
}

function hoursAndMinutes(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
}
