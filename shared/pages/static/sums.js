// An extra on forms that work without it: adds up the amounts that were typed, as they are typed.
(() => {
  "use strict";
  const euros = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR" });
  // As the server reads amounts: "2.500", "2.500,50", "2500.50"; what can't be read counts as nothing here.
  const read = (text) => {
    const bare = text.replace(/[\s€]/g, "").replace(/,-+$/, "");
    const plain = /^\d+\.\d{1,2}$/.test(bare) ? bare : bare.replace(/\./g, "").replace(",", ".");
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : 0;
  };
  const worth = (field) => {
    const hours = field.form.elements[field.name.replace(/\.rate$/, ".hours")];
    return field.name.endsWith(".rate") ? read(field.value) * (hours ? read(hours.value) : 0) : read(field.value);
  };
  const add = (total) => {
    const group = total.dataset.sum + ".";
    const parts = [...total.closest("form").elements].filter(
      (field) => field.name && field.name.startsWith(group) && field.inputMode === "decimal",
    );
    const sum = parts.reduce((whole, field) => whole + Math.round(worth(field) * 100), 0);
    total.textContent = total.dataset.text.replace("{amount}", euros.format(sum / 100));
    total.hidden = sum === 0;
  };
  const all = () => document.querySelectorAll("[data-sum]").forEach(add);
  document.addEventListener("input", all);
  all();
})();
