import { TickingController } from './ticking.ts';

/** What time it is there, now: only the browser's clock can say it in a page that stays open. */
export class ZoneClockController extends TickingController {
  static override targets = ['time'];
  static override values = { zone: String, night: String };
  declare readonly timeTarget: HTMLElement;
  declare readonly zoneValue: string;
  declare readonly nightValue: string;

  protected override show(): number {
    const now = new Date();
    const time = new Intl.DateTimeFormat('fr-FR', {
      timeZone: this.zoneValue,
      hour: '2-digit',
      minute: '2-digit',
    }).format(now);
    const hour = Number(time.slice(0, 2));
    const night = hour >= 21 || hour < 7;
    const figures = document.createElement('span');
    figures.className = 'figures';
    figures.textContent = time;
    this.timeTarget.replaceChildren(figures, night ? ` (${this.nightValue})` : '');
    return 60_000 - (now.getTime() % 60_000);
  }
}
