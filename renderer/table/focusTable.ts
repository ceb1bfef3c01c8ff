/** Puts the focus on the table's active row, where it is looked for after a menu, a dialog or the filter box. */
export function focusTable(): void {
  document.querySelector<HTMLElement>('[role="treegrid"] [role="row"][tabindex="0"]')?.focus({ preventScroll: true });
}
