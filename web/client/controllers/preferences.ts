import { Controller } from '@hotwired/stimulus';

/**
 * Appearance is changed on the spot and remembered in a cookie, which the server reads when it
 * renders. Without JavaScript, or for the language, the form goes its ordinary way.
 */
export class PreferencesController extends Controller<HTMLFormElement> {
  static override targets = ['toggle'];
  declare readonly toggleTarget: HTMLButtonElement;
  declare readonly hasToggleTarget: boolean;

  override connect(): void {
    this.aim();
  }

  choose(event: SubmitEvent): void {
    const button = event.submitter as HTMLButtonElement | null;
    if (!button || button.name === 'locale') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = `${button.name}=${button.value}; path=/; max-age=31536000; samesite=lax`;
    this.apply(button.name, button.value);
    for (const other of document.querySelectorAll<HTMLButtonElement>(
      `.preferences button[name="${button.name}"]`,
    )) {
      other.setAttribute('aria-pressed', String(other.value === button.value));
    }
  }

  private apply(name: string, value: string): void {
    if (name === 'shortcuts') {
      document.body.dataset.shortcutsOnValue = String(value === 'on');
    } else {
      document.documentElement.dataset[name] = value;
    }
    this.aim();
  }

  /** The one-button toggle goes to what is not shown now; only the browser knows what "auto" shows. */
  private aim(): void {
    if (!this.hasToggleTarget) return;
    const chosen = document.documentElement.dataset.theme;
    const dark =
      chosen === 'dark' ||
      (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
    this.toggleTarget.value = dark ? 'light' : 'dark';
  }
}
