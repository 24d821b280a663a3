// An extra on pages that work without it: counts the characters that are left in a text field.
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
