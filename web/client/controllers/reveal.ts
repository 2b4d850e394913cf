import { Controller } from '@hotwired/stimulus';

/** Shows a password while it is being typed, for whoever wants to see it. */
export class RevealController extends Controller<HTMLElement> {
  static override targets = ['input', 'button'];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;

  override connect(): void {
    this.buttonTarget.hidden = false;
  }

  morphed(): void {
    this.connect();
  }

  toggle(): void {
    const shown = this.inputTarget.type === 'text';
    this.inputTarget.type = shown ? 'password' : 'text';
    this.buttonTarget.setAttribute('aria-pressed', String(!shown));
  }
}
