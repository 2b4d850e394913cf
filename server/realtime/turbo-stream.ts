/** What is done with the fragment: put at an end of the target, or in its place. */
export type StreamAction = 'append' | 'prepend' | 'replace';

/** A fragment as Turbo applies it to a page. */
export function turboStream(action: StreamAction, target: string, html: string): string {
  return `<turbo-stream action="${action}" target="${target}"><template>${html}</template></turbo-stream>`;
}
