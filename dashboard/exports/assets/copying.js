// A page that is served without TLS to another machine has no `navigator.clipboard`, and a copy button that asks for it
// does nothing. There the older way copies: a field that is selected. Both want a click, and no other program sees it.
"use strict";
if (!navigator.clipboard) {
  const writeText = async (text) => {
    const before = document.activeElement, field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position: fixed; top: 0; opacity: 0";
    (before?.parentElement ?? document.body).append(field); // a menu closes when something outside of it is focused
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus();
    if (!copied) throw new Error("This browser does not let a page copy.");
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText } });
}
