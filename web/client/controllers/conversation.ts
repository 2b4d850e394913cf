import { Controller } from '@hotwired/stimulus';
import { announce, fill } from '../announce.ts';

/** Starts at the last message, follows new ones for whoever is at the end, and says they came. */
export class ConversationController extends Controller<HTMLElement> {
  static override targets = ['entries'];
  static override values = { arrived: String };
  declare readonly entriesTarget: HTMLElement;
  declare readonly arrivedValue: string;

  private observer: MutationObserver | null = null;
  private readonly resized = new ResizeObserver(() => this.follow());
  private atEnd = true;

  override connect(): void {
    this.atEnd = true;
    this.follow();
    this.resized.observe(this.element);
    this.element.addEventListener('scroll', this.scrolled, { passive: true });
    this.observer = new MutationObserver((changes) => this.arrived(changes));
    this.observer.observe(this.entriesTarget, { childList: true });
  }

  override disconnect(): void {
    this.observer?.disconnect();
    this.resized.disconnect();
    this.element.removeEventListener('scroll', this.scrolled);
  }

  private follow(): void {
    if (this.atEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  private scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 40;
  };

  private arrived(changes: MutationRecord[]): void {
    const added = changes
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter((node) => node instanceof HTMLElement);
    if (added.length === 0) return;
    this.follow();
    const author = added.find((node) => node.dataset.author)?.dataset.author;
    if (author) announce(fill(this.arrivedValue, { name: author }));
  }
}
