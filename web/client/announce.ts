/** Says something to screen readers, when they have finished what they were saying. */
export function announce(words: string): void {
  const region = document.querySelector('#announcer');
  if (!region) return;
  // The same words twice are said twice only if the region was emptied in between.
  region.textContent = '';
  window.setTimeout(() => {
    region.textContent = words;
  }, 50);
}

/** Fills the `%{name}` of a phrase that the server gave. */
export function fill(phrase: string, values: Record<string, string>): string {
  return phrase.replace(/%\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
