/** The page that a form leads to comes within it, and is all that was wanted. */
const AFTER = 1000;

/**
 * Fetches the page anew, but not while a form is on its way: it would be given up, its text still
 * in it, though the server has taken it, and somebody would send it twice.
 *
 * @param page where Turbo says what goes on
 * @returns asks for the page anew: at once, or after the form, unless it led to a page
 */
export function patiently(page: EventTarget, refresh: () => void, after = AFTER): () => void {
  let onTheirWay = 0;
  let due = false;
  const now = () => {
    if (onTheirWay > 0 || !due) return;
    due = false;
    refresh();
  };
  page.addEventListener('turbo:submit-start', () => {
    onTheirWay += 1;
  });
  page.addEventListener('turbo:submit-end', () => {
    onTheirWay = Math.max(0, onTheirWay - 1);
    setTimeout(now, after);
  });
  page.addEventListener('turbo:render', () => {
    due = false;
  });
  return () => {
    due = true;
    now();
  };
}
