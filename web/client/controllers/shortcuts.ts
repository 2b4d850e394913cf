import { Controller } from '@hotwired/stimulus';

/** Single keys, for whoever wants them: never while typing, never with a modifier, off on request. */
export class ShortcutsController extends Controller<HTMLElement> {
  static override targets = ['search', 'list', 'help'];
  static override values = { on: Boolean };
  declare readonly searchTarget: HTMLInputElement;
  declare readonly hasSearchTarget: boolean;
  declare readonly listTarget: HTMLElement;
  declare readonly hasListTarget: boolean;
  declare readonly helpTarget: HTMLDialogElement;
  declare readonly onValue: boolean;

  press(event: KeyboardEvent): void {
    if (!this.onValue || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (this.act(event.key)) event.preventDefault();
  }

  private act(key: string): boolean {
    switch (key) {
      case 'j':
        return this.move(1);
      case 'k':
        return this.move(-1);
      case 'x':
        return this.select();
      case 'n':
        return click('[data-queue-target="news"]:not([hidden])');
      case 'r':
        return this.write('reply');
      case 'i':
        return this.write('note');
      case '/':
        if (!this.hasSearchTarget) return false;
        this.searchTarget.focus();
        this.searchTarget.select();
        return true;
      case '?':
        this.helpTarget.showModal();
        return true;
      default:
        // Enter is the browser's own: the current row's link has the focus.
        return false;
    }
  }

  private move(step: 1 | -1): boolean {
    if (!this.hasListTarget) return false;
    const rows = [...this.listTarget.querySelectorAll<HTMLElement>('.row')];
    if (rows.length === 0) return false;
    const at = rows.findIndex((row) => row.classList.contains('row--current'));
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    for (const [index, row] of rows.entries()) row.classList.toggle('row--current', index === next);
    const link = rows[next]?.querySelector<HTMLElement>('.row__link');
    link?.focus({ preventScroll: true });
    rows[next]?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  private select(): boolean {
    if (!this.hasListTarget) return false;
    return click('.row--current .row__pick input', this.listTarget);
  }

  private write(kind: 'reply' | 'note'): boolean {
    const choice = document.querySelector<HTMLInputElement>(`#composing_${kind}`);
    const field = document.querySelector<HTMLElement>(`#${kind}_body`);
    if (!choice || !field) return false;
    choice.checked = true;
    field.focus();
    return true;
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'button'].includes(target.type);
}

function click(selector: string, within: ParentNode = document): boolean {
  const found = within.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}
