import { Controller } from '@hotwired/stimulus';

const IDLE = 8000;

/** The two ways to write on a ticket. Which one shows is the stylesheet's business. */
export class ComposerController extends Controller<HTMLElement> {
  private idle: number | undefined;

  /** Only a reply counts as writing to the customer: it is the collision people fear. */
  writing(): void {
    this.tell('writing');
    window.clearTimeout(this.idle);
    this.idle = window.setTimeout(() => this.tell('reading'), IDLE);
  }

  paused(): void {
    window.clearTimeout(this.idle);
    this.tell('reading');
  }

  /** ⌘↵ and Ctrl+↵ send the form one is writing in, as its button says. */
  keys(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form?.requestSubmit();
  }

  sent(): void {
    this.paused();
  }

  /** A refresh by morphing leaves the composer alone while something is written in it. */
  keep(event: Event): void {
    if (event.target !== this.element) return;
    const texts = this.element.querySelectorAll('textarea');
    if ([...texts].some((text) => text.value.trim() || text === document.activeElement)) {
      event.preventDefault();
    }
  }

  private tell(state: 'reading' | 'writing'): void {
    window.dispatchEvent(new CustomEvent('composer:state', { detail: state }));
  }
}
