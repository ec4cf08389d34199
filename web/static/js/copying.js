// Copying where there is no clipboard for scripts; fetched when it is needed.

function field(text) {
  const made = document.createElement("textarea");
  made.readOnly = true;
  made.value = text;
  return made;
}

/** Copy a text the old way; false where the browser does not allow that either. */
export function copiedByCommand(text) {
  const [focused, selection] = [document.activeElement, document.getSelection()];
  const ranges = Array.from({ length: selection.rangeCount }, (_, number) => selection.getRangeAt(number));
  const box = field(text);
  box.className = "hidden";
  // What is out of sight is not set line by line, so that spaces would be lost.
  box.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
  document.body.append(box);
  box.focus({ preventScroll: true });
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  for (const range of ranges) selection.addRange(range);
  focused?.focus({ preventScroll: true });
  return done;
}

/** Show a text, selected, to be copied by hand. */
export function showToCopy(text) {
  const dialog = document.createElement("dialog");
  const label = document.createElement("label");
  const box = field(text);
  label.append(document.body.dataset.copy, box);
  dialog.append(document.querySelector("#keys form").cloneNode(true), label);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
  box.select();
}
