import { Controller } from '@hotwired/stimulus';

/** Names the chosen files and lets one be taken back, which the browser's own field does not. */
export class FilesController extends Controller<HTMLElement> {
  static override targets = ['input', 'list', 'button'];
  static override values = { remove: String, locale: String };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly buttonTarget: HTMLElement;
  declare readonly removeValue: string;
  declare readonly localeValue: string;

  /** The browser's own button speaks the browser's language: ours stands in for it. */
  override connect(): void {
    this.element.classList.add('field--enhanced');
    this.buttonTarget.hidden = false;
    this.list();
  }

  morphed(): void {
    this.connect();
  }

  list(): void {
    const files = [...(this.inputTarget.files ?? [])];
    this.listTarget.hidden = files.length === 0;
    this.listTarget.replaceChildren(...files.map((file, index) => this.item(file, index)));
  }

  private item(file: File, index: number): HTMLElement {
    const item = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${file.name} · ${this.size(file.size)}`;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'icon-button';
    button.textContent = '×';
    button.setAttribute('aria-label', this.removeValue.replace('%{name}', file.name));
    button.addEventListener('click', () => this.without(index));
    item.append(name, button);
    return item;
  }

  private without(index: number): void {
    const kept = new DataTransfer();
    for (const [at, file] of [...(this.inputTarget.files ?? [])].entries()) {
      if (at !== index) kept.items.add(file);
    }
    this.inputTarget.files = kept.files;
    this.list();
    this.inputTarget.focus();
  }

  private size(bytes: number): string {
    const large = bytes >= 1_000_000;
    return new Intl.NumberFormat(this.localeValue, {
      style: 'unit',
      unit: large ? 'megabyte' : 'kilobyte',
      maximumFractionDigits: large ? 1 : 0,
    }).format(bytes / (large ? 1_000_000 : 1000));
  }
}
