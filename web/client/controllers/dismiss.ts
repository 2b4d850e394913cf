import { Controller } from '@hotwired/stimulus';

/** A notice that its reader closes, never a timer. */
export class DismissController extends Controller<HTMLElement> {
  close(): void {
    this.element.remove();
    document.querySelector<HTMLElement>('#main')?.focus();
  }

  /** A page refreshed by morphing was told nothing to say: what was said before stays. */
  keep(event: Event): void {
    const { newElement } = (event as CustomEvent<{ newElement?: Element }>).detail;
    if (event.target === this.element && !newElement) event.preventDefault();
  }
}
