// Extras on pages that work without them. The first: counts the characters that are left in a text field.
(() => {
  "use strict";
  const tell = (field) => {
    const room = document.getElementById(field.id + "-ruimte");
    if (!room) return;
    // A line break counts as two, as it is sent.
    const used = field.value.replace(/\r?\n/g, "\r\n").length;
    const left = Number(field.dataset.room) - used;
    const text = left < 0 ? room.dataset.overText : room.dataset.leftText;
    room.textContent = text.replace("{n}", String(Math.abs(left)));
    room.classList.toggle("wrong", left < 0);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-room]")) tell(event.target);
  });
  document.querySelectorAll("textarea[data-room]").forEach((field) => {
    if (field.value) tell(field);
  });
})();

// A button that copies a field; without scripts, or without leave to copy, people select the text themselves.
(() => {
  "use strict";
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.doneText;
      } catch {
        field.focus();
      }
    });
  });
})();
