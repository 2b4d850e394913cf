import { Controller } from '@hotwired/stimulus';

/** Shows the tests of the chosen service only; what is hidden is not sent. Without it, all are. */
export class ServiceTestsController extends Controller<HTMLElement> {
  static override targets = ['choice', 'group'];
  declare readonly choiceTargets: HTMLElement[];
  declare readonly groupTargets: HTMLFieldSetElement[];

  override connect(): void {
    this.choose();
  }

  morphed(): void {
    this.choose();
  }

  choose(): void {
    const chosen = this.choiceTargets[0]?.querySelector('select')?.value ?? '';
    for (const group of this.groupTargets) {
      const concerned = group.dataset.service === chosen;
      group.hidden = !concerned;
      group.disabled = !concerned;
    }
  }
}
