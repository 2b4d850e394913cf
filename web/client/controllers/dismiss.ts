import { Controller } from '@hotwired/stimulus';

/** A notice that its reader closes, never a timer. */
export class DismissController extends Controller<HTMLElement> {
  close(): void {
    this.element.remove();
    document.querySelector<HTMLElement>('#main')?.focus();
  }
}
