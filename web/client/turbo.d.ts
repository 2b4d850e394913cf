/** Turbo ships no types; these are the parts we use. */
declare module '@hotwired/turbo' {
  export function start(): void;
  export function visit(location: string | URL, options?: { action?: 'advance' | 'replace' }): void;
  export function renderStreamMessage(message: string): void;
  export const config: {
    drive: { progressBarDelay: number };
    forms: {
      confirm: (
        message: string,
        form: HTMLFormElement,
        submitter: HTMLElement | null,
      ) => boolean | Promise<boolean>;
    };
  };
  export const session: { refresh(url: string): void };
  export const StreamActions: Record<string, (this: StreamElement) => void>;
  export interface StreamElement extends HTMLElement {
    readonly target: string | null;
    readonly templateContent: DocumentFragment;
    readonly targetElements: HTMLElement[];
  }
}
