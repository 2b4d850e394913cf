import { Controller } from '@hotwired/stimulus';

/** On leaving, the drafts kept in this browser go: the next person at the keyboard is another. */
export class ForgetController extends Controller<HTMLFormElement> {
  drafts(): void {
    try {
      const kept = Object.keys(localStorage).filter((key) => key.startsWith('draft:'));
      for (const key of kept) localStorage.removeItem(key);
    } catch {}
  }
}
