/** The back key of a phone closes what is open, instead of leaving the dashboard. */

/** What the entry in the browser's history is known by that stands for an open dialog. */
const KEY = "traktUpcomingDialog";

/** @type {HTMLDialogElement | undefined} */
let open;

/**
 * Let the back key close a dialog that has just been opened.
 * @param {HTMLDialogElement} dialog
 */
export function closeOnBack(dialog) {
  // Where one of Home Assistant's dialogs is open, the card is in it, and the back key closes both.
  if (history.state?.dialog) {
    return;
  }
  open = dialog;
  history.pushState({ ...history.state, [KEY]: true }, "");
  dialog.addEventListener("close", forget, { once: true });
}

/** Take the entry away again of a dialog that was closed in another way, unless another page has come since. */
function forget() {
  open = undefined;
  if (history.state?.[KEY]) {
    history.back();
  }
}

/** Leave the entry of a dialog that is closed: the forward key, the way back from another page, or a reload led to it. */
function leaveClosedDialog() {
  if (history.state?.[KEY] && !open) {
    history.back();
  }
}

window.addEventListener("popstate", ({ state }) => {
  if (!state?.[KEY]) {
    open?.close();
  }
  leaveClosedDialog();
});
leaveClosedDialog();
