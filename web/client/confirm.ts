/** Turbo's question, asked in a native dialog: focus goes in, Escape is "no", focus comes back. */
export function askInDialog(question: string): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>('#confirm');
  const words = dialog?.querySelector('.dialog__question');
  if (!dialog || !words) return Promise.resolve(window.confirm(question));
  words.textContent = question;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
