import { Controller } from '@hotwired/stimulus';
import { announce, fill } from '../announce.ts';

interface StreamEvent extends Event {
  detail: { newStream: HTMLElement & { templateContent: DocumentFragment }; render: unknown };
}

/**
 * The live queue. A pushed row that is shown already is replaced where it stands; a new one waits
 * behind the "3 nouveaux" button, so that nothing moves under the cursor. A row that left the view
 * stays, dimmed and told, until the page is next fetched.
 */
export class QueueController extends Controller<HTMLElement> {
  static override targets = ['rows', 'row', 'news', 'count'];
  static override values = { view: String, me: String, one: String, other: String };
  declare readonly rowsTarget: HTMLElement;
  declare readonly newsTarget: HTMLButtonElement;
  declare readonly countTarget: HTMLElement;
  declare readonly viewValue: string;
  declare readonly meValue: string;
  declare readonly oneValue: string;
  declare readonly otherValue: string;

  private waiting = new Map<string, HTMLElement>();

  /** On every stream about to be rendered: those for the rows are ours to place. */
  received(event: StreamEvent): void {
    const stream = event.detail.newStream;
    if (stream.getAttribute('target') !== this.rowsTarget.id) return;
    event.preventDefault();
    for (const row of stream.templateContent.querySelectorAll<HTMLElement>('.row')) {
      this.place(document.importNode(row, true));
    }
  }

  /** The list is whole again: nothing waits. */
  morphed(): void {
    this.waiting.clear();
    this.count();
  }

  show(): void {
    const focused = this.newsTarget === document.activeElement;
    // The last to arrive is the newest: each goes above the one before.
    for (const row of this.waiting.values()) this.rowsTarget.prepend(row);
    this.waiting.clear();
    this.count();
    if (focused) this.rowsTarget.querySelector<HTMLElement>('.row__link')?.focus();
  }

  private place(row: HTMLElement): void {
    const shown = document.getElementById(row.id);
    const fits = this.fits(row);
    if (shown) {
      this.keepChoice(shown, row);
      row.classList.toggle('row--left', !fits);
      const left = row.querySelector<HTMLElement>('.row__left');
      if (left) left.hidden = fits;
      const focused = shown.contains(document.activeElement);
      shown.replaceWith(row);
      if (focused) row.querySelector<HTMLElement>('.row__link')?.focus({ preventScroll: true });
    } else if (fits) {
      this.waiting.delete(row.id);
      this.waiting.set(row.id, row);
      this.count();
    } else if (this.waiting.delete(row.id)) {
      this.count();
    }
  }

  private keepChoice(before: HTMLElement, after: HTMLElement): void {
    const was = before.querySelector<HTMLInputElement>('.row__pick input');
    const is = after.querySelector<HTMLInputElement>('.row__pick input');
    if (was && is) is.checked = was.checked;
    after.classList.toggle('row--current', before.classList.contains('row--current'));
  }

  private fits(row: HTMLElement): boolean {
    const { status = '', assignee = '', due = '', complaint = '' } = row.dataset;
    const open = status === 'new' || status === 'open' || status === 'waiting_customer';
    switch (this.viewValue) {
      case 'mine':
        return open && assignee === this.meValue;
      case 'unassigned':
        return open && assignee === '';
      case 'late':
        return (open || complaint === 'open') && due !== '' && Date.parse(due) <= Date.now();
      case 'complaints':
        return complaint === 'open';
      case 'open':
        return open;
      case 'waiting':
        return status === 'waiting_customer';
      case 'resolved':
        return status === 'resolved';
      case 'closed':
        return status === 'closed' || status === 'refused';
      default:
        return true;
    }
  }

  private count(): void {
    const count = this.waiting.size;
    this.newsTarget.hidden = count === 0;
    if (count === 0) return;
    const rule = new Intl.PluralRules(document.documentElement.lang).select(count);
    const words = fill(rule === 'one' ? this.oneValue : this.otherValue, { count: String(count) });
    this.countTarget.textContent = words;
    announce(words);
  }
}
